package io.stci.groupops.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes of strangers: short ones of any kind, and long ones that are cheap to send. */
class DecodeFuzzTest {
    private static final int ROUNDS = 2_000;
    private static final int LONG_BYTES = 200_000;
    /** What a byte may cost: objects of a message of empty parts take the most. */
    private static final long MAX_COST = 400;

    private static final long MAX_FIXED_COST = 2 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Map<String, byte[]> PARAMETERS = Map.of(
            "histogram", Filters.histogramParameters(-10, 0, 0.5, 1000),
            "top-k", Filters.topParameters(1000),
            "distinct", Filters.distinctParameters(8));

    static List<String> names() {
        return BuiltInFiltersTest.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void anyFieldsAreRefusedOrUsable(String name) throws IOException {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            tryOut(filter(name), fields(random, 1 + random.nextInt(6), 2), name + ", seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void longOnesTakeMemoryInProportion(String name) throws IOException {
        for (long seed = 1; seed <= 40; seed++) {
            byte[] unit = fields(new SplittableRandom(seed), 1, 1);
            ByteArrayOutputStream repeated = new ByteArrayOutputStream();
            while (repeated.size() < LONG_BYTES) {
                repeated.writeBytes(unit);
            }
            byte[] bytes = repeated.toByteArray();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            tryOut(filter(name), bytes, name + ", seed " + seed);
            long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(
                    taken < MAX_FIXED_COST + MAX_COST * bytes.length, taken + " bytes for " + name + ", seed " + seed);
        }
    }

    private static <V> void tryOut(Filter<?, V> filter, byte[] bytes, String which) {
        try {
            V value = filter.decode(bytes);
            filter.decode(filter.encode(value));
        } catch (StciException e) {
            assertEquals(Status.PROTOCOL_ERROR, e.status(), which);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(which + " on " + ByteString.copyFrom(bytes), e);
        }
    }

    private static Filter<?, ?> filter(String name) {
        return BuiltInFilters.named(name).create(PARAMETERS.getOrDefault(name, new byte[0]));
    }

    /** Fields with the low numbers that messages have, of any wire type, some of them messages again. */
    private static byte[] fields(SplittableRandom random, int count, int depth) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int i = 0; i < count; i++) {
            int field = 1 + random.nextInt(5);
            switch (random.nextInt(6)) {
                case 0 -> out.writeUInt64(field, random.nextInt(4));
                case 1 -> out.writeUInt64(field, random.nextLong());
                case 2 -> out.writeDouble(field, random.nextInt(-2, 3));
                case 3 -> out.writeByteArray(field, ranks(random).encode());
                case 4 -> out.writeByteArray(field, new byte[random.nextInt(3)]);
                default ->
                    out.writeByteArray(
                            field, depth == 0 ? new byte[0] : fields(random, 1 + random.nextInt(4), depth - 1));
            }
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static RankSet ranks(SplittableRandom random) {
        int first = random.nextInt(10);
        return random.nextBoolean() ? RankSet.of(first) : RankSet.range(first, first + random.nextInt(1 << 18));
    }
}
