package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.RankSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintersTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BatchingOutput output = new BatchingOutput("test", bytes, ProgressLine.none());

    @AfterEach
    void close() throws IOException {
        output.close();
    }

    @Test
    void eachLineOfACallIsLabelled() throws IOException {
        LinePrinter printer = new LinePrinter(output);
        CliRun.write(printer, RankSet.parse("0-11,14"), "a\n\nb\n", false);
        CliRun.write(printer, RankSet.of(7), "c\n", false);
        assertEquals("[0-11,14] a\n[0-11,14] \n[0-11,14] b\n[7] c\n", written());
    }

    @Test
    void aLongLineInPiecesHasOneLabelAtItsStart() throws IOException {
        LinePrinter printer = new LinePrinter(output);
        CliRun.write(printer, RankSet.of(2), "first\nlong-", true);
        CliRun.write(printer, RankSet.of(2), "longer-", true);
        CliRun.write(printer, RankSet.of(2), "end\nnext\n", false);
        assertEquals("[2] first\n[2] long-longer-end\n[2] next\n", written());
    }

    @Test
    void bytesThatAreNoTextPassUnchanged() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        new RawPrinter(output).write(RankSet.of(0), all, 0, all.length, false);
        output.flush();
        assertArrayEquals(all, bytes.toByteArray());
    }

    @Test
    void gatherPrintsEachGroupBelowItsRanksAndNothingForEmptyOnes() throws IOException {
        GatherPrinter printer = new GatherPrinter(output);
        printer.beginGroup(RankSet.all(16), 3);
        CliRun.write(printer, RankSet.all(16), "on", true);
        CliRun.write(printer, RankSet.all(16), "e", false);
        printer.beginGroup(RankSet.of(16, 18), 4);
        CliRun.write(printer, RankSet.of(16, 18), "two\n", false);
        printer.beginGroup(RankSet.of(17), 0);
        printer.finish(RankSet.all(19));
        String rule = "---------------\n";
        assertEquals(rule + "[0-15] (16)\n" + rule + "one\n" + rule + "[16,18] (2)\n" + rule + "two\n", written());
    }

    @Test
    void moreRanksThanFilesMayBeOpenStillGetAllTheirBytes(@TempDir Path directory) throws IOException {
        int ranks = DirectoryPrinter.MAX_OPEN_FILES * 2 + 1;
        Files.writeString(directory.resolve("0.out"), "of an older run");
        DirectoryPrinter printer = new DirectoryPrinter(directory, ".out", true);
        for (int round = 0; round < 3; round++) {
            for (int rank = 0; rank < ranks; rank++) {
                CliRun.write(printer, RankSet.of(rank), rank + "\n", false);
            }
        }
        printer.finish(RankSet.all(ranks));
        for (int rank = 0; rank < ranks; rank++) {
            assertEquals((rank + "\n").repeat(3), Files.readString(directory.resolve(rank + ".out")));
        }
    }

    @Test
    void aSilentRankLeavesNoErrorFileOfAnOlderRun(@TempDir Path directory) throws IOException {
        Path old = Files.writeString(directory.resolve("0.err"), "of an older run");
        new DirectoryPrinter(directory, ".err", false).finish(RankSet.all(1));
        assertEquals(false, Files.exists(old));
    }

    @Test
    void moreThanTheBufferHoldsComesOutInOrder() throws IOException {
        StringBuilder expected = new StringBuilder();
        LinePrinter printer = new LinePrinter(output);
        for (int i = 0; expected.length() < 3 * BatchingOutput.BUFFER_BYTES; i++) {
            CliRun.write(printer, RankSet.of(i & 7), "line " + i + "\n", false);
            expected.append('[').append(i & 7).append("] line ").append(i).append('\n');
        }
        assertEquals(expected.toString(), written());
    }

    private String written() throws IOException {
        output.flush();
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
