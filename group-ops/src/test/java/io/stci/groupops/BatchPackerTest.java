package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.testkit.CountingAllocator;
import io.stci.transport.Frames;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchPackerTest {
    private static final byte[] LINE = "a line\n".getBytes(StandardCharsets.ISO_8859_1);

    private final CountingAllocator allocator = new CountingAllocator();
    private final List<Integer> payloadBytes = new ArrayList<>();
    private final BatchPacker packer = new BatchPacker(context());
    private int runs;
    private int room;

    @AfterEach
    void allIsReleased() {
        packer.close();
        allocator.assertAllReleased();
    }

    @Test
    void linesOfScatteredRanksFitIntoMessages() {
        for (int i = 0; i < 12; i++) {
            packer.run(scattered(100_000, i), LINE, 0, LINE.length);
        }
        packer.finish();
        room = Integer.MAX_VALUE;
        assertTrue(packer.send());
        assertEquals(12, runs);
        payloadBytes.forEach(bytes -> assertTrue(bytes <= Frames.MAX_PAYLOAD_BYTES, bytes + " bytes"));
    }

    @Test
    void shortRunsShareAMessageOfModerateSize() {
        for (int i = 0; i < 10_000; i++) {
            packer.run(i % 7, LINE, 0, LINE.length, false);
        }
        packer.finish();
        room = Integer.MAX_VALUE;
        assertTrue(packer.send());
        assertEquals(10_000, runs);
        assertTrue(payloadBytes.size() < 20, payloadBytes.size() + " messages");
        payloadBytes.forEach(bytes -> assertTrue(bytes <= 33 << 10, bytes + " bytes"));
    }

    @Test
    void sendsAsManyAsThereIsRoomForAndReleasesTheRest() {
        byte[] large = new byte[40_000];
        large[large.length - 1] = '\n';
        for (int i = 0; i < 5; i++) {
            packer.run(i, large, 0, large.length, false);
        }
        packer.finish();
        room = 2;
        assertFalse(packer.send());
        assertEquals(2, payloadBytes.size());
    }

    private static RankSet scattered(int count, int offset) {
        return RankSet.of(IntStream.range(0, count).map(i -> 2 * i + offset).toArray());
    }

    /** Just what the packer needs of a node. */
    private UpContext context() {
        return (UpContext) Proxy.newProxyInstance(
                UpContext.class.getClassLoader(),
                new Class<?>[] {UpContext.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "hasRoom" -> room > 0;
                    case "allocate" -> Frames.allocate(allocator, (Integer) args[0]);
                    case "emit" -> emit((ByteBuf) args[1]);
                    default -> throw new AssertionError("calls " + method);
                });
    }

    private Object emit(ByteBuf frame) {
        room--;
        payloadBytes.add(Frames.payloadLength(frame));
        OutputBatches.read(Frames.payload(frame), (ranks, payload, offset, length, lineContinues) -> runs++);
        frame.release();
        return null;
    }
}
