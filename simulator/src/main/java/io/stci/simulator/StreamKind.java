package io.stci.simulator;

import io.stci.core.RankSet;
import io.stci.groupops.filter.Histogram;
import io.stci.groupops.filter.Labelled;
import io.stci.groupops.filter.Reduction;
import io.stci.groupops.filter.Reductions;
import io.stci.groupops.filter.TopEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What the agents of a {@link StreamPart} contribute, and what comes of it.
 *
 * @param <I> what an agent contributes
 * @param <V> what a wave comes to
 */
interface StreamKind<I, V> {
    String name();

    /** @param parameter 1 to 8 */
    Reduction<I, V> reduction(int parameter);

    I contribution(int rank, int number);

    /** What a wave of these ranks comes to, so that it can be compared. */
    Object truth(RankSet ranks, int number, int parameter);

    /** A value, so that it can be compared. */
    Object comparable(V value);

    /** Two numbers of each rank. */
    private static double[] numbers(int rank, int number) {
        return new double[] {(rank * 37 + number * 11) % 101, (rank * 53 + number * 7) % 89};
    }

    /** The greatest numbers; the parameter says how many. */
    final class Top implements StreamKind<Collection<Labelled>, List<TopEntry>> {
        @Override
        public String name() {
            return "top";
        }

        @Override
        public Reduction<Collection<Labelled>, List<TopEntry>> reduction(int parameter) {
            return Reductions.top(parameter);
        }

        @Override
        public Collection<Labelled> contribution(int rank, int number) {
            return DoubleStream.of(numbers(rank, number))
                    .mapToObj(value -> new Labelled(value, "w" + number))
                    .toList();
        }

        @Override
        public Object truth(RankSet ranks, int number, int parameter) {
            List<TopEntry> entries = new ArrayList<>();
            ranks.forEach(rank -> contribution(rank, number)
                    .forEach(item -> entries.add(new TopEntry(item.value(), rank, item.label()))));
            return entries.stream().distinct().sorted().limit(parameter).toList();
        }

        @Override
        public Object comparable(List<TopEntry> value) {
            return value;
        }
    }

    /** How many numbers are in which bucket; the parameter says how many bounds there are. */
    final class Buckets implements StreamKind<double[], Histogram> {
        private static final double WIDTH = 11;

        @Override
        public String name() {
            return "buckets";
        }

        @Override
        public Reduction<double[], Histogram> reduction(int parameter) {
            double[] bounds = new double[parameter];
            Arrays.setAll(bounds, i -> WIDTH * (i + 1));
            return Reductions.histogram(bounds);
        }

        @Override
        public double[] contribution(int rank, int number) {
            return numbers(rank, number);
        }

        @Override
        public Object truth(RankSet ranks, int number, int parameter) {
            long[] counts = new long[parameter + 1];
            ranks.forEach(rank -> {
                for (double value : numbers(rank, number)) {
                    counts[Math.min((int) (value / WIDTH), parameter)]++;
                }
            });
            return Arrays.toString(counts);
        }

        @Override
        public Object comparable(Histogram value) {
            return Arrays.toString(value.counts());
        }
    }
}
