package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.OutputSchema.Run;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputBatchReaderTest {
    private static final List<Run> SAMPLE = List.of(
            Run.lines("5", "a\n"),
            Run.lines("0-63,70", "all\n\n"),
            new Run(RankSet.of(300), "long", true),
            Run.lines("300", " end\n"));

    /** Batches in hexadecimal, each wrong in one way. */
    @ParameterizedTest
    @CsvSource({
        "0a, cut behind a tag",
        "0aff, cut within a length",
        "0a05, cut before a run",
        "0a050a02050012, run that ends behind a tag",
        "0a080a0205001205610a0a080a0205001202610a, data that goes beyond its run",
        "0a0c0a02050012ffffffff0f610a, data of 4 GiB",
        "0a110a02050012ffffffffffffffffff01610a, data of negative length",
        "0affffffffffffffffff01, run of negative length",
        "0affffffffffffffffffff01, number of 11 bytes",
        "0800, runs as varint",
        "0a0608051202610a, ranks as varint",
        "0a060a0205001061, data as varint",
        "0a0b0a0205001202610a1a0101, line_continues as bytes",
        "0a041202610a, no ranks",
        "0a060a001202610a, empty ranks",
        "0a040a020500, no data",
        "0a060a0205001200, empty data",
        "0a00, empty run",
        "0a070a01051202610a, ranks cut short",
        "0a0b0a05ffffff7f001202610a, rank beyond all",
        "0a0a0a0200011202610a1801, piece of a line of two ranks",
        "0b0c, group",
        "0f, wire type 7",
        "0200, field number 0",
        "8a808080800100, tag of more than 32 bits",
        "1d000000, fixed32 cut short",
        "1900000000000000, fixed64 cut short"
    })
    void malformedBatchesAreRefused(String hex, String wrong) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        StciException refusal = assertThrows(StciException.class, () -> read(bytes), wrong);
        assertEquals(Status.PROTOCOL_ERROR, refusal.status());
    }

    @Test
    void everyPrefixIsRefusedOrEndsBetweenRuns() {
        byte[] whole = OutputSchema.encode(SAMPLE);
        int complete = 0;
        for (int length = 0; length < whole.length; length++) {
            List<Run> runs = readOrNull(Arrays.copyOf(whole, length));
            if (runs != null) {
                assertEquals(SAMPLE.subList(0, runs.size()), runs);
                complete++;
            }
        }
        assertEquals(SAMPLE.size(), complete);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedBatchesNeverDoWorseThanARefusal(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = OutputSchema.encode(SAMPLE);
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            refused += readOrNull(bytes) == null ? 1 : 0;
        }
        assertTrue(refused > 5_000, "refused " + refused);
    }

    private static List<Run> read(byte[] bytes) {
        OutputBatchReader reader = new OutputBatchReader();
        reader.wrap(Unpooled.wrappedBuffer(bytes));
        return Run.readAll(reader);
    }

    private static List<Run> readOrNull(byte[] bytes) {
        try {
            return read(bytes);
        } catch (StciException e) {
            assertEquals(Status.PROTOCOL_ERROR, e.status());
            return null;
        }
    }
}
