package io.stci.routing;

final class KnomialShape extends Shape {
    private final int k;

    KnomialShape(int k) {
        super("knomial:" + Fanouts.check(k, 2));
        this.k = k;
    }

    @Override
    Splitter splitter(int agents) {
        return (span, parts) -> split(span.size(), parts);
    }

    private void split(int size, Parts parts) {
        int rest = size;
        for (int power = largestPowerBelow(size); power >= 1; power /= k) {
            for (int i = 1; i < k && rest > 0; i++) {
                int part = Math.min(power, rest);
                parts.subtree(part);
                rest -= part;
            }
        }
        // The powers of k below a power of k, k - 1 times each, sum up to one less than it.
        if (rest > 0) {
            parts.agents(rest);
        }
    }

    /** The largest power of k that is less than the size, but at least 1. */
    private int largestPowerBelow(int size) {
        long power = 1;
        while (power * k < size) {
            power *= k;
        }
        return (int) power;
    }
}
