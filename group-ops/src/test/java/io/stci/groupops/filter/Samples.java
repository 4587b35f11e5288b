package io.stci.groupops.filter;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.groupops.filter.kit.Contributions;
import io.stci.groupops.filter.kit.FilterKit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** For each built-in filter what ranks may contribute, and when its values are the same. */
final class Samples {
    private static final int LENGTH = 5;
    private static final double[] ODD = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    private static final String[] FRAMES = {"main", "solve", "MPI_Wait", "f", "löse", "\uD800"};

    private final Map<String, FilterKit<?, ?>> byName = new LinkedHashMap<>();

    /** The kit for each filter, by name. */
    static Map<String, FilterKit<?, ?>> all() {
        Samples samples = new Samples();
        samples.sums();
        samples.extremes("int", NumberType.INT, (random, rank) -> integer(random), (random, rank) -> ints(random));
        samples.extremes("long", NumberType.LONG, (random, rank) -> whole(random), (random, rank) -> longs(random));
        samples.extremes(
                "float", NumberType.FLOAT, (random, rank) -> (float) odd(random), (random, rank) -> floats(random));
        samples.extremes("double", NumberType.DOUBLE, (random, rank) -> odd(random), (random, rank) -> odds(random));
        samples.statistics();
        samples.bytesAndTrees();
        return samples.byName;
    }

    private void sums() {
        add("sum.int", FilterKit.of(Filters.sumInt(), (random, rank) -> integer(random)));
        add("sum.int[]", FilterKit.of(Filters.sumInts(), (random, rank) -> ints(random)));
        add("sum.long", FilterKit.of(Filters.sumLong(), (random, rank) -> whole(random)));
        add("sum.long[]", FilterKit.of(Filters.sumLongs(), (random, rank) -> longs(random)));
        add(
                "sum.float",
                FilterKit.of(Filters.sumFloat(), (random, rank) -> (float) number(random))
                        .equality(Samples::same));
        add(
                "sum.float[]",
                FilterKit.of(Filters.sumFloats(), (random, rank) -> floatNumbers(random))
                        .equality(Samples::same));
        add(
                "sum.double",
                FilterKit.of(Filters.sumDouble(), (random, rank) -> number(random))
                        .equality(Samples::same));
        add(
                "sum.double[]",
                FilterKit.of(Filters.sumDoubles(), (random, rank) -> numbers(random))
                        .equality(Samples::same));
    }

    private <N extends Comparable<N>, A> void extremes(
            String type, NumberType<N, A> numbers, Contributions<N> single, Contributions<A> array) {
        add("min." + type, FilterKit.of(Filters.min(numbers), single));
        add("max." + type, FilterKit.of(Filters.max(numbers), single));
        add("min." + type + "[]", FilterKit.of(Filters.mins(numbers), array));
        add("max." + type + "[]", FilterKit.of(Filters.maxs(numbers), array));
        add("min-rank." + type, FilterKit.of(Filters.minRank(numbers), single));
        add("max-rank." + type, FilterKit.of(Filters.maxRank(numbers), single));
    }

    private void statistics() {
        add(
                "mean-variance",
                FilterKit.of(Filters.meanVariance(), (random, rank) -> number(random))
                        .equality(Samples::sameMoments));
        add(
                "mean-variance[]",
                FilterKit.of(Filters.meanVariances(), (random, rank) -> numbers(random))
                        .equality((left, right) -> {
                            boolean same = left.size() == right.size();
                            for (int i = 0; same && i < left.size(); i++) {
                                same = sameMoments(left.get(i), right.get(i));
                            }
                            return same;
                        }));
        add("count", FilterKit.of(Filters.count(), (random, rank) -> random.nextBoolean()));
        add("histogram", FilterKit.of(Filters.histogram(-10, 0, 0.5, 1000), (random, rank) -> numbers(random)));
        add("quantiles", FilterKit.of(Filters.quantiles(), (random, rank) -> number(random)));
        add("numbers", FilterKit.of(Filters.numbers(), Samples::named).equality(Samples::sameNumbers));
        add("top-k", FilterKit.of(Filters.top(7), Samples::labelled));
        add("distinct", FilterKit.of(Filters.distinct(8), Samples::things));
    }

    private void bytesAndTrees() {
        add("concatenate", FilterKit.of(Filters.concatenate(), (random, rank) -> bytes(random)));
        add("equality", FilterKit.of(Filters.equality(), (random, rank) -> bytes(random)));
        add("rank-set", FilterKit.of(Filters.rankSet(), Samples::ranks));
        add("prefix-tree", FilterKit.of(Filters.prefixTree(), Samples::paths));
    }

    private void add(String name, FilterKit<?, ?> kit) {
        byName.put(name, kit.rounds(12));
    }

    private static int integer(SplittableRandom random) {
        return random.nextBoolean() ? random.nextInt() : random.nextInt(-2, 3);
    }

    private static int[] ints(SplittableRandom random) {
        return random.ints(LENGTH).toArray();
    }

    /** Near the ends of the range, where sums pass it and come back, or near zero. */
    private static long whole(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.MAX_VALUE - random.nextInt(3);
            case 1 -> Long.MIN_VALUE + random.nextInt(3);
            case 2 -> random.nextInt(-2, 3);
            default -> random.nextLong();
        };
    }

    private static long[] longs(SplittableRandom random) {
        long[] longs = new long[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            longs[i] = whole(random);
        }
        return longs;
    }

    /** Of both signs, of very different size, some equal, some zero. */
    static double number(SplittableRandom random) {
        double size = Math.pow(10, random.nextInt(7) - 3);
        return random.nextInt(5) == 0 ? random.nextInt(2) : (random.nextDouble() - 0.5) * size;
    }

    static double[] numbers(SplittableRandom random) {
        double[] numbers = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            numbers[i] = number(random);
        }
        return numbers;
    }

    private static float[] floatNumbers(SplittableRandom random) {
        float[] numbers = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            numbers[i] = (float) number(random);
        }
        return numbers;
    }

    private static double odd(SplittableRandom random) {
        return random.nextInt(6) == 0 ? ODD[random.nextInt(ODD.length)] : number(random);
    }

    private static double[] odds(SplittableRandom random) {
        double[] numbers = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            numbers[i] = odd(random);
        }
        return numbers;
    }

    private static float[] floats(SplittableRandom random) {
        float[] numbers = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            numbers[i] = (float) odd(random);
        }
        return numbers;
    }

    private static byte[] bytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(3)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(4) * 85);
        }
        return bytes;
    }

    private static Collection<byte[]> things(SplittableRandom random, int rank) {
        List<byte[]> things = new ArrayList<>();
        for (int i = random.nextInt(50); i > 0; i--) {
            things.add(("thing " + random.nextInt(500)).getBytes(StandardCharsets.UTF_8));
        }
        return things;
    }

    private static RankSet ranks(SplittableRandom random, int rank) {
        RankSet.Builder ranks = new RankSet.Builder();
        for (int i = random.nextInt(4); i > 0; i--) {
            int first = random.nextInt(100_000);
            ranks.addRange(first, first + random.nextInt(70_000));
        }
        return ranks.build();
    }

    private static Collection<Labelled> labelled(SplittableRandom random, int rank) {
        List<Labelled> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(new Labelled(random.nextInt(-3, 20), FRAMES[random.nextInt(FRAMES.length)]));
        }
        return items;
    }

    private static Collection<CallPath> paths(SplittableRandom random, int rank) {
        List<CallPath> paths = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<String> frames = new ArrayList<>();
            for (int depth = random.nextInt(8); depth > 0; depth--) {
                frames.add(FRAMES[random.nextInt(FRAMES.length)]);
            }
            paths.add(new CallPath(frames, 1 + random.nextInt(5)));
        }
        return paths;
    }

    private static NumericSummaries named(SplittableRandom random, int rank) {
        NumericSummaries numbers = new NumericSummaries();
        for (int i = random.nextInt(3); i < 3; i++) {
            numbers.add("metric " + i, "s", rank, random.nextInt(1000));
        }
        return numbers;
    }

    private static boolean same(List<FloatingSum> left, List<FloatingSum> right) {
        boolean same = left.size() == right.size();
        for (int i = 0; same && i < left.size(); i++) {
            same = same(left.get(i), right.get(i));
        }
        return same;
    }

    /** One rounding of the sum, and what the class promises for the rest. */
    private static boolean same(FloatingSum left, FloatingSum right) {
        return Math.abs(left.value() - right.value()) <= Math.ulp(left.value()) + 1e-22;
    }

    private static boolean sameMoments(Moments left, Moments right) {
        return left.count() == right.count()
                && Math.abs(left.mean() - right.mean()) <= 1e-12 * 500
                && Math.abs(left.squares() - right.squares()) <= 1e-12 * (left.squares() + 1);
    }

    private static boolean sameNumbers(NumericSummaries left, NumericSummaries right) {
        return encodings(left).equals(encodings(right));
    }

    private static Map<String, ByteString> encodings(NumericSummaries summaries) {
        Map<String, ByteString> encodings = new LinkedHashMap<>();
        summaries
                .byName()
                .forEach((name, value) -> encodings.put(name, value.toWire().toByteString()));
        return encodings;
    }
}
