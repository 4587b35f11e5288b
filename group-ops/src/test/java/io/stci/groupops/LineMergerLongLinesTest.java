package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineMergerLongLinesTest {
    private static final int CAPACITY_BYTES = 4096;

    private final LineMerger merger = new LineMerger(RankSet.range(2, 9), CAPACITY_BYTES);

    @Test
    void piecesAreNeverJoinedNorParted() {
        add("2", "end\n");
        addPiece(3, "long");
        addPiece(3, "long");
        assertEquals(3, merger.openRank());
        assertThrows(StciException.class, () -> add("2", "a\n"));
        assertThrows(StciException.class, () -> add("2,4", "a\n"));
        add("3", "end\n");
        assertEquals(-1, merger.openRank());
        add("4", "end\n");
        add("3", "end\n");
        assertDrained("2,4:end\n", "3:long>", "3:long>", "3:end\n", "3:end\n");
    }

    @Test
    void longLineStaysOpenAcrossDrains() {
        addPiece(3, "long");
        assertDrained("3:long>");
        assertEquals(3, merger.openRank());
        add("3", "end\nnext\n");
        assertDrained("3:end\n", "3:next\n");
    }

    @Test
    void lineLeftOpenByALostRankIsClosedEvenInAFullArena() {
        String piece = "p".repeat(CAPACITY_BYTES);
        addPiece(3, piece);
        assertEquals(0, merger.add(3, buffer("q"), 0, 1, true));
        merger.closeOpenLine();
        merger.closeOpenLine();
        assertEquals(0, merger.add(4, buffer("a\n"), 0, 2, false));
        assertDrained("3:" + piece + ">", "3:\n");
        add("4", "a\n");
        assertDrained("4:a\n");
    }

    @Test
    void completeWhenTheOthersArePastTheLastWholeLine() {
        add("2", "a\n");
        assertFalse(merger.isComplete(RankSet.of(2, 3)));
        addPiece(3, "long");
        assertTrue(merger.isComplete(RankSet.of(2, 3)));
        assertFalse(merger.isComplete(RankSet.of(2, 3, 4)));
    }

    private void add(String ranks, String text) {
        ByteBuf data = buffer("?" + text);
        RankSet writers = RankSet.parse(ranks);
        int taken = writers.size() == 1
                ? merger.add(writers.first(), data, 1, text.length(), false)
                : merger.add(writers, data, 1, text.length());
        assertEquals(text.length(), taken);
    }

    private void addPiece(int rank, String text) {
        assertEquals(text.length(), merger.add(rank, buffer(text), 0, text.length(), true));
    }

    private void assertDrained(String... runs) {
        assertEquals(List.of(runs), drain().printed);
    }

    private Runs drain() {
        Runs runs = new Runs();
        merger.drain(runs);
        return runs;
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
