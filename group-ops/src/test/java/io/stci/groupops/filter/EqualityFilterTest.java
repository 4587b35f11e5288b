package io.stci.groupops.filter;

import static io.stci.groupops.filter.Values.assertRefused;
import static io.stci.groupops.filter.Values.merged;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.wire.PayloadClasses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class EqualityFilterTest {
    private final Filter<byte[], SortedMap<ByteString, RankSet>> filter = Filters.equality();

    @Test
    void ranksOfEqualBytesAreTogetherInTheOrderOfUnsignedBytes() {
        SortedMap<ByteString, RankSet> classes =
                merged(filter, bytes("b"), bytes("a"), new byte[] {-1}, bytes("b"), new byte[0]);
        assertEquals(
                "[, a, b, \\377]",
                classes.keySet().stream().map(TextFormat::escapeBytes).toList().toString());
        assertEquals(
                List.of(RankSet.of(4), RankSet.of(1), RankSet.of(0, 3), RankSet.of(2)), List.copyOf(classes.values()));
    }

    @Test
    void stringsWithEqualHashesStayApart() {
        assertEquals("AaAa".hashCode(), "BBBB".hashCode());
        assertEquals(
                ByteString.copyFromUtf8("AaAa").hashCode(),
                ByteString.copyFromUtf8("BBBB").hashCode());
        assertEquals(2, merged(filter, bytes("AaAa"), bytes("BBBB")).size());
    }

    @Test
    void classesThatNoMergeGivesAreRefused() {
        assertTaken("a", RankSet.of(1), "b", RankSet.of(0, 2));
        assertWrong("b", RankSet.of(1), "a", RankSet.of(2));
        assertWrong("a", RankSet.of(1), "a", RankSet.of(2));
        assertWrong("a", RankSet.of(1), "b", RankSet.range(0, 2));
        assertWrong("a", RankSet.of(1), "b", RankSet.empty());
    }

    private void assertTaken(String first, RankSet ranks, String second, RankSet others) {
        assertEquals(2, filter.decode(encoded(first, ranks, second, others)).size());
    }

    private void assertWrong(String first, RankSet ranks, String second, RankSet others) {
        assertRefused(Status.PROTOCOL_ERROR, () -> filter.decode(encoded(first, ranks, second, others)));
    }

    private static byte[] encoded(String first, RankSet ranks, String second, RankSet others) {
        PayloadClasses.Builder message = PayloadClasses.newBuilder();
        message.addClassesBuilder()
                .setPayload(ByteString.copyFromUtf8(first))
                .setRanks(ByteString.copyFrom(ranks.encode()));
        message.addClassesBuilder()
                .setPayload(ByteString.copyFromUtf8(second))
                .setRanks(ByteString.copyFrom(others.encode()));
        return message.build().toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
