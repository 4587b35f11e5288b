package io.stci.groupops.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Concatenation;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcatenateFilterTest {
    private final ConcatenateFilter filter = new ConcatenateFilter();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyTreeOfMergesInAnyOrderKeepsEachRanksBytesInOrder(long seed) {
        Random random = new Random(seed);
        List<byte[]> parts = IntStream.range(0, 100)
                .mapToObj(rank -> part(rank, bytes("of " + rank)))
                .collect(Collectors.toList());
        Collections.shuffle(parts, random);
        while (parts.size() > 1) {
            byte[] left = parts.remove(random.nextInt(parts.size()));
            parts.add(merge(left, parts.remove(random.nextInt(parts.size()))));
        }
        Map<Integer, ByteString> expected = new TreeMap<>();
        IntStream.range(0, 100).forEach(rank -> expected.put(rank, ByteString.copyFromUtf8("of " + rank)));
        SortedMap<Integer, ByteString> all = filter.decode(parts.get(0));
        assertEquals(expected, all, "seed " + seed);
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(all.keySet()));
    }

    @Test
    void anEmptyContributionIsKept() {
        assertEquals(Map.of(7, ByteString.EMPTY), filter.decode(part(7, new byte[0])));
    }

    @Test
    void aRankThatIsThereTwiceIsAProtocolErrorAndChangesNothing() {
        SortedMap<Integer, ByteString> left = filter.decode(merge(part(1), part(3)));
        SortedMap<Integer, ByteString> right = filter.decode(merge(part(2), part(3)));
        assertProtocolError(() -> filter.merge(left, right));
        assertEquals(List.of(1, 3), List.copyOf(left.keySet()));
        assertEquals(List.of(2, 3), List.copyOf(right.keySet()));
    }

    @Test
    void entriesThatDontRiseOrAreNoneAreAProtocolError() {
        Concatenation.Builder falling = Concatenation.newBuilder();
        falling.addEntriesBuilder().setRank(2);
        falling.addEntriesBuilder().setRank(1);
        assertProtocolError(() -> filter.decode(falling.build().toByteArray()));
        assertProtocolError(() -> filter.decode(new byte[] {(byte) 0xff}));
    }

    private byte[] merge(byte[] left, byte[] right) {
        return filter.encode(filter.merge(filter.decode(left), filter.decode(right)));
    }

    private static byte[] part(int rank) {
        return part(rank, bytes("x"));
    }

    private static byte[] part(int rank, byte[] bytes) {
        ConcatenateFilter filter = new ConcatenateFilter();
        return filter.encode(filter.lift(rank, bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertProtocolError(Runnable call) {
        assertEquals(
                Status.PROTOCOL_ERROR,
                assertThrows(StciException.class, call::run).status());
    }
}
