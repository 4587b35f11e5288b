package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineMergerTest {
    private static final int CAPACITY_BYTES = 4096;

    private LineMerger merger = new LineMerger(RankSet.parse("2-9,40,1000-1003"), CAPACITY_BYTES);

    @Test
    void equalLinesJoin() {
        add("2", "a\nb\n");
        add("1003", "a\nb\n");
        add("40", "b\n");
        assertDrained("2,1003:a\n", "2,40,1003:b\n");
    }

    @Test
    void neighboursOfEqualRanksAreOneRun() {
        add("2", "a\nb\nc\n");
        add("3", "a\nb\n");
        assertDrained("2,3:a\nb\n", "2:c\n");
    }

    @Test
    void setsThatCameTogetherInAnotherOrderAreOneRun() {
        add("2", "a\n");
        add("3", "a\nb\n");
        add("2", "b\n");
        assertDrained("2,3:a\nb\n");
    }

    @Test
    void ownRepeatedLineStaysRepeated() {
        add("2", "a\n");
        add("2", "a\na\n");
        assertDrained("2:a\na\na\n");
    }

    @Test
    void repeatedLinesJoinOneByOne() {
        add("2", "a\n\nb\n\nc\n");
        add("3", "a\n\nb\n\nc\n");
        assertDrained("2,3:a\n\nb\n\nc\n");
    }

    @Test
    void lineNeverJoinsBeforeAnEarlierOneOfItsRank() {
        add("2", "a\nb\n");
        add("3", "b\na\n");
        assertDrained("2:a\n", "2,3:b\n", "3:a\n");
    }

    @Test
    void lineOfASetWaitsForEachOfItsRanks() {
        add("2", "a\n");
        add("4", "x\n");
        add("3,4", "a\n");
        add("5,6", "a\nx\n");
        assertDrained("2,5,6:a\n", "4-6:x\n", "3,4:a\n");
    }

    @Test
    void setsJoinSetsAndSingles() {
        add("2,3", "a\n");
        add("1000-1002", "a\n");
        add("7", "a\n");
        assertDrained("2,3,7,1000-1002:a\n");
    }

    @Test
    void drainedLinesAreJoinedNoMore() {
        add("2", "a\n");
        assertDrained("2:a\n");
        add("3", "a\n");
        add("2", "b\na\n");
        assertDrained("3:a\n", "2:b\na\n");
    }

    @Test
    void emptyAndBinaryLinesAreOrdinary() {
        add("2", "\n\u0000\u00ff\u0080\n\r\n\n");
        add("3", "\n\u0000\u00ff\u0080\n\r\n\n");
        assertDrained("2,3:\n\u0000\u00ff\u0080\n\r\n\n");
    }

    @Test
    void linesOfEqualBeginningDiffer() {
        add("2", "aaaaaaaa\naaaaaaaaa\naaaaaaaaaaaaaaaa\n");
        add("3", "aaaaaaaaaaaaaaaa\naaaaaaaaa\naaaaaaaa\n");
        assertDrained("2:aaaaaaaa\naaaaaaaaa\n", "2,3:aaaaaaaaaaaaaaaa\n", "3:aaaaaaaaa\naaaaaaaa\n");
    }

    @Test
    void fullArenaTakesTheRestAfterADrain() {
        String half = "x".repeat(CAPACITY_BYTES / 2 - 1) + "\n";
        ByteBuf data = buffer(half + half.replace('x', 'y') + half.replace('x', 'z'));
        int taken = merger.add(2, data, 0, data.readableBytes(), false);
        assertEquals(CAPACITY_BYTES, taken);
        assertTrue(merger.isFull());
        assertEquals(CAPACITY_BYTES, merger.pendingBytes());
        merger.drain(new Runs());
        assertFalse(merger.isFull());
        assertTrue(merger.isEmpty());
        assertEquals(half.length(), merger.add(2, data, taken, data.readableBytes() - taken, false));
        assertDrained("2:" + half.replace('x', 'z'));
    }

    @Test
    void entriesAreBoundedAsWell() {
        ByteBuf data = buffer("\n".repeat(CAPACITY_BYTES));
        assertEquals(CAPACITY_BYTES / 32, merger.add(2, data, 0, CAPACITY_BYTES, false));
        assertEquals(CAPACITY_BYTES / 32, merger.add(3, data, 0, CAPACITY_BYTES, false));
        assertDrained("2,3:" + "\n".repeat(CAPACITY_BYTES / 32));
    }

    @Test
    void joinedLinesTakeNoRoom() {
        String line = "x".repeat(CAPACITY_BYTES / 4) + "\n";
        add("2", line);
        for (int rank = 3; rank <= 9; rank++) {
            add(String.valueOf(rank), line);
        }
        assertEquals(line.length(), merger.pendingBytes());
        assertDrained("2-9:" + line);
    }

    @Test
    void completeWhenNoLiveRankCouldStillJoin() {
        RankSet live = RankSet.of(2, 3);
        assertTrue(merger.isComplete(live));
        add("2", "a\nb\n");
        assertFalse(merger.isComplete(live));
        add("3", "a\n");
        assertFalse(merger.isComplete(live));
        add("3", "b\n");
        assertTrue(merger.isComplete(live));
        assertFalse(merger.isComplete(RankSet.of(2, 3, 4)));
        assertTrue(merger.isComplete(RankSet.empty()));
    }

    @Test
    void entryNumbersMayRunOut() {
        merger = new LineMerger(RankSet.range(2, 9), CAPACITY_BYTES, Integer.MAX_VALUE - 400);
        for (int round = 0; round < 400; round++) {
            add("2", "a\nb" + round + "\n");
            add("3", "a\nb" + round + "\n");
            add("4,5", "b" + round + "\n");
            assertDrained("2,3:a\n", "2-5:b" + round + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "10", "39", "999", "1004", "'2,10'", "'40,2000'"})
    void strangersAreRefusedAndLeaveNoTrace(String ranks) {
        add("2", "a\n");
        StciException refusal = assertThrows(StciException.class, () -> add(ranks, "a\n"));
        assertEquals(Status.PROTOCOL_ERROR, refusal.status());
        add("40", "a\n");
        assertDrained("2,40:a\n");
    }

    @Test
    void malformedRunsAreRefused() {
        assertThrows(StciException.class, () -> add("2", "a\nno end"));
        assertThrows(StciException.class, () -> add("2,3", "no end"));
        assertThrows(StciException.class, () -> add("2", ""));
        assertThrows(StciException.class, () -> merger.add(RankSet.empty(), buffer("a\n"), 0, 2));
        assertThrows(StciException.class, () -> add("2", "x".repeat(CAPACITY_BYTES) + "\n"));
        assertThrows(StciException.class, () -> addPiece(2, "x".repeat(CAPACITY_BYTES + 1)));
        assertTrue(merger.isEmpty());
        assertEquals(-1, merger.openRank());
    }

    @Test
    void manyEqualEntriesCostBoundedWorkAndKeepOrder() {
        String ahead = "y\n".repeat(CAPACITY_BYTES / 64 - 1);
        merger = new LineMerger(RankSet.range(2, 3), CAPACITY_BYTES * 16);
        add("2", "x\n" + ahead.repeat(16));
        add("3", "y\nz\n");
        Runs runs = drain();
        assertEquals("y\nz\n", runs.byRank.get(3).toString());
        assertEquals("x\n" + ahead.repeat(16), runs.byRank.get(2).toString());
        assertEquals(16 * (CAPACITY_BYTES / 64 - 1) + 2, runs.lines);
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
