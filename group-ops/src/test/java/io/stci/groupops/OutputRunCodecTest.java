package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.OutputSchema.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputRunCodecTest {
    private static final List<Run> SAMPLE = List.of(
            Run.lines("5", "a\n"),
            Run.lines("0-63,70", "all\n\n"),
            new Run(RankSet.of(300), "long", true),
            Run.lines("300", " end\n"),
            Run.lines("16777215", "\u0000\u00ff\n"));

    private final OutputBatchWriter writer = new OutputBatchWriter();

    @Test
    void writesWhatProtobufReads() throws InvalidProtocolBufferException {
        assertEquals(SAMPLE, OutputSchema.decode(write(SAMPLE)));
    }

    @Test
    void readsWhatProtobufWrites() {
        assertEquals(SAMPLE, read(OutputSchema.encode(SAMPLE)));
    }

    @Test
    void readsWhatItWrites() {
        assertEquals(SAMPLE, read(write(SAMPLE)));
    }

    @Test
    void emptyBatchHasNoRuns() {
        assertEquals(List.of(), read(new byte[0]));
    }

    @Test
    void neighboursOfEqualRanksBecomeOneRun() throws InvalidProtocolBufferException {
        byte[] batch = write(List.of(
                Run.lines("1", "a\n"),
                Run.lines("1", "b\n"),
                Run.lines("1,2", "c\n"),
                Run.lines("1,2", "d\n"),
                Run.lines("1", "e\n")));
        List<Run> joined = List.of(Run.lines("1", "a\nb\n"), Run.lines("1,2", "c\nd\n"), Run.lines("1", "e\n"));
        assertEquals(joined, OutputSchema.decode(batch));
    }

    @Test
    void everyAppendLeavesAValidMessage() throws InvalidProtocolBufferException {
        ByteBuf out = Unpooled.buffer();
        writer.begin(out);
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            append(Run.lines("7", "line " + i + "\n"));
            data.append("line ").append(i).append('\n');
            if (i % 500 == 0) {
                assertEquals(List.of(Run.lines("7", data.toString())), OutputSchema.decode(ByteBufUtil.getBytes(out)));
            }
        }
        assertEquals(List.of(Run.lines("7", data.toString())), OutputSchema.decode(ByteBufUtil.getBytes(out)));
    }

    @Test
    void piecesOfALineStayRunsAlsoAcrossBatches() throws InvalidProtocolBufferException {
        Run piece = new Run(RankSet.of(1), "xx", true);
        List<Run> first = List.of(Run.lines("1", "a\n"), piece, piece);
        List<Run> second = List.of(Run.lines("1", "x\n"), Run.lines("1", "b\n"));
        assertEquals(first, OutputSchema.decode(write(first)));
        assertEquals(second, OutputSchema.decode(write(second)));
    }

    @Test
    void paddedLengthsHoldTheirWholeRange() throws IOException {
        ByteBuf out = Unpooled.buffer();
        for (int value : new int[] {0, 1, 127, 128, 16383, 16384, 2097151, 2097152, OutputRunCodec.MAX_PADDED}) {
            out.clear().writeZero(OutputRunCodec.PADDED_BYTES);
            OutputRunCodec.setPadded(out, 0, value);
            byte[] bytes = ByteBufUtil.getBytes(out);
            assertEquals(value, CodedInputStream.newInstance(bytes).readRawVarint32());
        }
    }

    @Test
    void singleRanksComeWithoutASet() {
        OutputBatchReader reader = reader(OutputSchema.encode(SAMPLE));
        List<Integer> ranks = new ArrayList<>();
        while (reader.next()) {
            ranks.add(reader.singleRank());
        }
        assertEquals(List.of(5, -1, 300, 300, 16777215), ranks);
    }

    @Test
    void equalRankSetsAreDecodedOnce() {
        OutputBatchReader reader = reader(OutputSchema.encode(List.of(SAMPLE.get(1), SAMPLE.get(0), SAMPLE.get(1))));
        assertTrue(reader.next());
        RankSet ranks = reader.ranks();
        assertTrue(reader.next());
        assertTrue(reader.next());
        assertSame(ranks, reader.ranks());
    }

    @Test
    void unknownFieldsArePassedOver() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        writeUnknown(out);
        byte[] run = runWithUnknownFields();
        out.writeByteArray(1, run);
        writeUnknown(out);
        out.flush();
        assertEquals(List.of(new Run(RankSet.of(2), "x", true)), read(bytes.toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void randomBatchesSurviveBothWays(long seed) throws InvalidProtocolBufferException {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            List<Run> runs = randomRuns(random);
            assertEquals(runs, read(OutputSchema.encode(runs)));
            assertEquals(OutputSchema.decode(write(runs)), read(write(runs)));
        }
    }

    @Test
    void readsOnlyItsPartOfABuffer() {
        byte[] message = write(SAMPLE);
        ByteBuf holder = Unpooled.buffer().writeZero(9).writeBytes(message).writeBytes(message);
        OutputBatchReader reader = new OutputBatchReader();
        reader.wrap(holder, 9, message.length);
        assertEquals(SAMPLE, Run.readAll(reader));
        assertFalse(reader.next());
    }

    @Test
    void runsThatNobodyCouldReadAreNotWritten() {
        writer.begin(Unpooled.buffer());
        byte[] data = {'a', '\n'};
        assertRefused(() -> writer.append(-1, data, 0, 2, false));
        assertRefused(() -> writer.append(RankSet.MAX_RANKS, data, 0, 2, false));
        assertRefused(() -> writer.append(1, data, 0, 0, false));
        assertRefused(() -> writer.append(1, data, 0, OutputRunCodec.MAX_PADDED, false));
        assertRefused(() -> writer.append(RankSet.empty(), data, 0, 2, false));
        assertRefused(() -> writer.append(RankSet.of(1, 2), data, 0, 1, true));
    }

    private static void assertRefused(Runnable append) {
        StciException refusal = assertThrows(StciException.class, append::run);
        assertEquals(Status.INVALID_ARGUMENT, refusal.status());
    }

    private byte[] write(List<Run> runs) {
        ByteBuf out = Unpooled.buffer();
        writer.begin(out);
        runs.forEach(this::append);
        return ByteBufUtil.getBytes(out);
    }

    private void append(Run run) {
        byte[] data = ("?" + run.data()).getBytes(StandardCharsets.ISO_8859_1);
        writer.append(run.ranks(), data, 1, data.length - 1, run.lineContinues());
    }

    private static OutputBatchReader reader(byte[] bytes) {
        OutputBatchReader reader = new OutputBatchReader();
        reader.wrap(Unpooled.wrappedBuffer(bytes));
        return reader;
    }

    private static List<Run> read(byte[] bytes) {
        return Run.readAll(reader(bytes));
    }

    private static List<Run> randomRuns(Random random) {
        List<Run> runs = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            int first = random.nextInt(1 << 1 + random.nextInt(23));
            RankSet ranks = RankSet.of(first);
            boolean lineContinues = random.nextInt(4) == 0;
            if (!lineContinues && random.nextBoolean()) {
                ranks = ranks.union(RankSet.range(first + 2, first + random.nextInt(300)));
            }
            runs.add(new Run(ranks, "z".repeat(random.nextInt(400)) + "\n", lineContinues));
        }
        return runs;
    }

    private static byte[] runWithUnknownFields() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeBool(3, true);
        writeUnknown(out);
        out.writeByteArray(2, new byte[] {'x'});
        out.writeByteArray(1, RankSet.of(2).encode());
        writeUnknown(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static void writeUnknown(CodedOutputStream out) throws IOException {
        out.writeInt64(15, -1);
        out.writeString(16, "newer");
        out.writeFixed32(17, 1);
        out.writeFixed64(536870911, 1);
    }
}
