package io.stci.groupops.filter;

/** Which end of an order is looked for. */
enum Side {
    MIN {
        @Override
        <N extends Comparable<N>, A> void pick(NumberType<N, A> type, A into, A other) {
            type.least(into, other);
        }

        @Override
        <N extends Comparable<N>> int compare(N left, N right) {
            return left.compareTo(right);
        }
    },
    MAX {
        @Override
        <N extends Comparable<N>, A> void pick(NumberType<N, A> type, A into, A other) {
            type.greatest(into, other);
        }

        @Override
        <N extends Comparable<N>> int compare(N left, N right) {
            return right.compareTo(left);
        }
    };

    /** Puts the one that is looked for of each pair into the first. */
    abstract <N extends Comparable<N>, A> void pick(NumberType<N, A> type, A into, A other);

    /** Below 0 if the left one is farther to this side. */
    abstract <N extends Comparable<N>> int compare(N left, N right);

    /** As in names of filters. */
    String text() {
        return this == MIN ? "min" : "max";
    }
}
