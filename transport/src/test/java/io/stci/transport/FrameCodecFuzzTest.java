package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes of strangers: refused with PROTOCOL_ERROR, or read as the generated class reads them; never anything else. */
class FrameCodecFuzzTest {
    private static final long SEED = 2718;
    private static final int ROUNDS = 10_000;
    /** Tracking leaks would take most of the time here. */
    private static final UnpooledByteBufAllocator UNTRACKED = new UnpooledByteBufAllocator(true, true);

    private final Random random = new Random(SEED);

    private enum Memory {
        HEAP,
        DIRECT,
        COMPOSITE;

        ByteBuf make() {
            return switch (this) {
                case HEAP -> UNTRACKED.heapBuffer();
                case DIRECT -> UNTRACKED.directBuffer();
                case COMPOSITE ->
                    UNTRACKED
                            .compositeBuffer(3)
                            .addComponent(true, UNTRACKED.directBuffer(11).writeZero(11))
                            .addComponent(true, UNTRACKED.heapBuffer(3).writeZero(3));
            };
        }
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] frame = sealed(40);
        for (int bit = 0; bit < 8 * frame.length; bit++) {
            byte[] broken = frame.clone();
            broken[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(broken);
        }
    }

    @Test
    void everyTruncationIsNoticed() {
        byte[] frame = sealed(40);
        for (int length = 0; length < frame.length; length++) {
            assertRefused(Arrays.copyOf(frame, length));
        }
    }

    @Test
    void randomBytesAreRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = FrameBytes.random(random, random.nextInt(80));
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = 0x0d;
            }
            assertRefused(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource(Memory.class)
    void randomFieldsWithARightChecksumReadAsTheGeneratedClassReadsThem(Memory memory) {
        int readable = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] frame = FrameBytes.withChecksum(mutatedFields());
            readable += agreesWithGenerated(memory, frame) ? 1 : 0;
        }
        assertTrue(readable > ROUNDS / 20 && readable < ROUNDS * 19 / 20, readable + " were readable, seed " + SEED);
    }

    @Test
    void groupsNestedWithoutEndAreRefusedWithoutOverflow() {
        byte[] fields = new byte[Frames.MAX_PAYLOAD_BYTES];
        Arrays.fill(fields, (byte) (6 << 3 | 3));
        assertRefused(FrameBytes.withChecksum(fields));
    }

    @Test
    void aPayloadLengthBeyondTheFrameIsRefusedEvenWhereMemoryGoesOn() {
        for (int claimed : new int[] {4, 5, 100, 1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            ByteBuf fields = Unpooled.buffer().writeByte(0x7a);
            for (long rest = claimed & 0xffffffffL; ; rest >>>= 7) {
                fields.writeByte((int) (rest > 127 ? rest | 0x80 : rest));
                if (rest <= 127) {
                    break;
                }
            }
            byte[] frame = FrameBytes.withChecksum(FrameBytes.bytes(fields.writeZero(3)));
            StciException refused = assertThrows(
                    StciException.class, () -> FrameBytes.readAmongOthers(Unpooled.buffer(), frame), "" + claimed);
            assertEquals(Status.PROTOCOL_ERROR, refused.status());
        }
    }

    /** True if both can read it. */
    private boolean agreesWithGenerated(Memory kind, byte[] frame) {
        io.stci.wire.Frame expected = generated(frame);
        ByteBuf memory = kind.make();
        try {
            Frame read = FrameBytes.readAmongOthers(memory, frame);
            assertTrue(expected != null, () -> "only we read " + Arrays.toString(frame) + ", seed " + SEED);
            assertEquals(expected.getHandler(), read.handler(), "seed " + SEED);
            assertEquals(expected.getStream(), read.stream(), "seed " + SEED);
            assertEquals(expected.getNumber(), read.number(), "seed " + SEED);
            assertArrayEquals(expected.getPayload().toByteArray(), read.payloadBytes(), "seed " + SEED);
        } catch (StciException refused) {
            assertEquals(Status.PROTOCOL_ERROR, refused.status());
            assertTrue(expected == null, () -> "only we refuse " + Arrays.toString(frame) + ", seed " + SEED);
        } finally {
            memory.release();
        }
        return expected != null;
    }

    private static io.stci.wire.Frame generated(byte[] frame) {
        try {
            return io.stci.wire.Frame.parseFrom(frame);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    /** The fields of a valid frame with a few bytes changed, cut off or put in. */
    private byte[] mutatedFields() {
        byte[] frame = sealed(random.nextInt(20));
        byte[] fields = Arrays.copyOfRange(frame, FrameBytes.CRC_FIELD_BYTES, frame.length);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(fields.length);
            switch (random.nextInt(3)) {
                case 0 -> fields[at] = (byte) random.nextInt();
                case 1 -> fields = Arrays.copyOf(fields, Math.max(1, at));
                default ->
                    fields = FrameBytes.join(
                            Arrays.copyOf(fields, at),
                            FrameBytes.random(random, random.nextInt(6)),
                            Arrays.copyOfRange(fields, at, fields.length));
            }
        }
        return fields;
    }

    private byte[] sealed(int payloadLength) {
        byte[] payload = FrameBytes.random(random, payloadLength);
        ByteBuf sealed =
                Frames.of(UNTRACKED, random.nextInt(), random.nextInt(), random.nextLong(), payload, 0, payloadLength);
        byte[] bytes = FrameBytes.bytes(sealed);
        sealed.release();
        return Arrays.copyOfRange(bytes, 4, bytes.length);
    }

    private static void assertRefused(byte[] frame) {
        StciException refused = assertThrows(
                StciException.class, () -> FrameBytes.read(frame), () -> Arrays.toString(frame) + ", seed " + SEED);
        assertEquals(Status.PROTOCOL_ERROR, refused.status());
    }
}
