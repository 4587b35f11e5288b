package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.testkit.CountingAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final long SEED = 1234;

    private final Random random = new Random(SEED);
    private final CountingAllocator allocator = new CountingAllocator();
    private final FrameReader reader = new FrameReader(allocator);
    private final Collector frames = new Collector();

    private static final class Collector implements FrameReader.Consumer {
        private final List<byte[]> payloads = new ArrayList<>();
        private final List<ByteBuf> kept = new ArrayList<>();
        private int stopAfter = Integer.MAX_VALUE;

        @Override
        public int maxFrameBytes() {
            return FrameCodec.MAX_FRAME_BYTES;
        }

        @Override
        public boolean frame(Frame frame) {
            payloads.add(frame.payloadBytes());
            kept.add(payloads.size() % 2 == 0 ? frame.retainedPayload() : Frames.payload(frame.retainedFrame()));
            return payloads.size() < stopAfter;
        }
    }

    @AfterEach
    void nothingLeaks() {
        reader.release();
        frames.kept.forEach(ByteBuf::release);
        allocator.assertAllReleased();
    }

    @Test
    void framesMayBeCutAtEveryByte() {
        List<byte[]> payloads = randomPayloads(3, 40);
        byte[] bytes = sealed(payloads);
        for (int cut = 0; cut <= bytes.length; cut++) {
            read(bytes, 0, cut);
            read(bytes, cut, bytes.length);
            assertReceived(payloads);
        }
    }

    @Test
    void framesMayComeByteByByte() {
        List<byte[]> payloads = randomPayloads(5, 60);
        byte[] bytes = sealed(payloads);
        for (int i = 0; i < bytes.length; i++) {
            read(bytes, i, i + 1);
        }
        assertReceived(payloads);
    }

    @Test
    void manyFramesMayComeInOneRead() {
        List<byte[]> payloads = randomPayloads(5000, 100);
        byte[] bytes = sealed(payloads);
        read(bytes, 0, bytes.length);
        assertReceived(payloads);
    }

    @Test
    void largeFramesComeOverManyReads() {
        List<byte[]> payloads = List.of(
                FrameBytes.random(random, Frames.MAX_PAYLOAD_BYTES),
                FrameBytes.random(random, 10),
                FrameBytes.random(random, Frames.MAX_PAYLOAD_BYTES - 1));
        byte[] bytes = sealed(payloads);
        for (int from = 0; from < bytes.length; from += 16_000) {
            read(bytes, from, Math.min(bytes.length, from + 16_000));
        }
        assertReceived(payloads);
    }

    @Test
    void readsOfAnySizeYieldTheSameFrames() {
        for (int round = 0; round < 200; round++) {
            List<byte[]> payloads = randomPayloads(50, 1 + random.nextInt(2000));
            byte[] bytes = sealed(payloads);
            int from = 0;
            while (from < bytes.length) {
                int to = Math.min(bytes.length, from + random.nextInt(3000));
                read(bytes, from, to);
                from = to;
            }
            assertReceived(payloads);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 1 << 30, FrameCodec.MAX_FRAME_BYTES + 1})
    void aLengthThatNoFrameHasIsRefusedBeforeAnythingIsAllocated(int length) {
        ByteBuf in = allocator.buffer(8).writeInt(length).writeInt(0);
        long made = allocator.made();
        StciException refused = assertThrows(StciException.class, () -> reader.read(in, frames));
        assertEquals(Status.PROTOCOL_ERROR, refused.status());
        assertEquals(made, allocator.made());
        assertEquals(0, in.refCnt());
    }

    @Test
    void aBadLengthIsRefusedAlsoWhenItComesInPieces() {
        read(new byte[] {0x40, 0, 0}, 0, 3);
        ByteBuf rest = allocator.buffer(1).writeByte(0);
        StciException refused = assertThrows(StciException.class, () -> reader.read(rest, frames));
        assertEquals(Status.PROTOCOL_ERROR, refused.status());
        assertTrue(refused.reason().contains("length 1073741824"), refused.reason());
    }

    @Test
    void theLimitIsAskedForAgainWithEachFrame() {
        List<byte[]> payloads = randomPayloads(2, 100);
        byte[] bytes = sealed(payloads);
        FrameReader.Consumer growing = new FrameReader.Consumer() {
            @Override
            public int maxFrameBytes() {
                return frames.payloads.isEmpty() ? 1000 : FrameCodec.MAX_FRAME_BYTES;
            }

            @Override
            public boolean frame(Frame frame) {
                return frames.frame(frame);
            }
        };
        byte[] large = sealed(List.of(FrameBytes.random(random, 5000)));
        reader.read(allocator.buffer().writeBytes(bytes).writeBytes(large), growing);
        assertEquals(3, frames.payloads.size());
    }

    @Test
    void theConsumerMayStop() {
        byte[] bytes = sealed(randomPayloads(5, 10));
        frames.stopAfter = 2;
        read(bytes, 0, bytes.length - 3);
        assertEquals(2, frames.payloads.size());
    }

    @Test
    void aConsumerThatThrowsLeaksNothing() {
        byte[] bytes = sealed(randomPayloads(2, 10));
        FrameReader.Consumer failing = new FrameReader.Consumer() {
            @Override
            public int maxFrameBytes() {
                return FrameCodec.MAX_FRAME_BYTES;
            }

            @Override
            public boolean frame(Frame frame) {
                throw new IllegalStateException("no");
            }
        };
        reader.read(allocator.buffer().writeBytes(bytes, 0, 5), failing);
        ByteBuf rest = allocator.buffer().writeBytes(bytes, 5, bytes.length - 5);
        assertThrows(IllegalStateException.class, () -> reader.read(rest, failing));
        assertEquals(0, allocator.unreleased());
    }

    @Test
    void halfAFrameIsForgottenOnRelease() {
        byte[] bytes = sealed(randomPayloads(1, 100));
        read(bytes, 0, bytes.length - 1);
        assertEquals(1, allocator.unreleased());
        reader.release();
        assertEquals(0, allocator.unreleased());
    }

    private List<byte[]> randomPayloads(int count, int maxLength) {
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            payloads.add(FrameBytes.random(random, random.nextInt(maxLength + 1)));
        }
        return payloads;
    }

    private byte[] sealed(List<byte[]> payloads) {
        List<byte[]> all = new ArrayList<>();
        for (byte[] payload : payloads) {
            ByteBuf frame = Frames.of(allocator, 16, 1, 2, payload, 0, payload.length);
            all.add(FrameBytes.bytes(frame));
            frame.release();
        }
        return FrameBytes.join(all.toArray(byte[][]::new));
    }

    private void read(byte[] bytes, int from, int to) {
        reader.read(allocator.buffer(Math.max(1, to - from)).writeBytes(bytes, from, to - from), frames);
    }

    /** What was handed over, and what was kept of it, is what was sent. */
    private void assertReceived(List<byte[]> expected) {
        assertEquals(expected.size(), frames.payloads.size(), "seed " + SEED);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), frames.payloads.get(i), "seed " + SEED);
            assertArrayEquals(expected.get(i), FrameBytes.bytes(frames.kept.get(i)), "seed " + SEED);
        }
        frames.kept.forEach(ByteBuf::release);
        frames.kept.clear();
        frames.payloads.clear();
    }
}
