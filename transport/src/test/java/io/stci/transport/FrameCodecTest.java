package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the codec written by hand to the class that protobuf generates. */
class FrameCodecTest {
    private static final long SEED = 31;
    private static final int ROUNDS = 2000;
    private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, Frames.MAX_PAYLOAD_BYTES})
    void theGeneratedClassReadsWhatWeWrite(int payloadLength) throws InvalidProtocolBufferException {
        byte[] payload = FrameBytes.random(random, payloadLength);
        ByteBuf sealed = Frames.of(ALLOCATOR, -7, 1 << 31, Long.MIN_VALUE + 5, payload, 0, payloadLength);
        byte[] bytes = FrameBytes.bytes(sealed);
        sealed.release();
        byte[] frame = Arrays.copyOfRange(bytes, 4, bytes.length);
        assertEquals(frame.length, Unpooled.wrappedBuffer(bytes).getInt(0));
        io.stci.wire.Frame read = io.stci.wire.Frame.parseFrom(frame);
        assertEquals(-7, read.getHandler());
        assertEquals(1 << 31, read.getStream());
        assertEquals(Long.MIN_VALUE + 5, read.getNumber());
        assertArrayEquals(payload, read.getPayload().toByteArray());
        assertEquals(crc(frame, FrameBytes.CRC_FIELD_BYTES), read.getCrc());
        assertEquals(UnknownFieldSet.getDefaultInstance(), read.getUnknownFields());
    }

    @Test
    void weReadWhatWeWrite() {
        for (int i = 0; i < ROUNDS; i++) {
            io.stci.wire.Frame expected =
                    randomFrame().setPayload(randomPayload()).build();
            byte[] payload = expected.getPayload().toByteArray();
            ByteBuf sealed = Frames.of(
                    ALLOCATOR,
                    expected.getHandler(),
                    expected.getStream(),
                    expected.getNumber(),
                    payload,
                    0,
                    payload.length);
            byte[] bytes = FrameBytes.bytes(sealed);
            sealed.release();
            assertSame(expected, FrameBytes.read(Arrays.copyOfRange(bytes, 4, bytes.length)));
        }
    }

    @Test
    void weReadWhatTheGeneratedClassWrites() {
        for (int i = 0; i < ROUNDS; i++) {
            io.stci.wire.Frame.Builder builder = randomFrame();
            if (random.nextBoolean()) {
                builder.setPayload(randomPayload());
            }
            if (random.nextInt(4) == 0) {
                builder.setUnknownFields(unknownFields());
            }
            assertSame(builder.build(), FrameBytes.read(generated(builder)));
        }
    }

    @Test
    void weReadFieldsInAnyOrderAndAmongUnknownOnes() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            io.stci.wire.Frame expected =
                    randomFrame().setPayload(randomPayload()).build();
            List<byte[]> fields = new ArrayList<>(List.of(
                    FieldBytes.fixed32(2, expected.getHandler()),
                    FieldBytes.fixed32(3, expected.getStream()),
                    FieldBytes.fixed64(4, expected.getNumber()),
                    FieldBytes.payload(expected.getPayload()),
                    unknownFields().toByteArray()));
            Collections.shuffle(fields, random);
            byte[] frame = FrameBytes.withChecksum(FrameBytes.join(fields.toArray(byte[][]::new)));
            assertSame(expected, FrameBytes.read(frame));
        }
    }

    @Test
    void ofARepeatedFieldTheLastCounts() throws IOException {
        byte[] frame = FrameBytes.withChecksum(FrameBytes.join(
                FieldBytes.fixed32(2, 1),
                FieldBytes.payload(ByteString.copyFromUtf8("first")),
                FieldBytes.fixed32(2, 9),
                FieldBytes.payload(ByteString.copyFromUtf8("second"))));
        assertSame(io.stci.wire.Frame.parseFrom(frame), FrameBytes.read(frame));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 9})
    void theLengthOfThePayloadMayBePaddedAsProtobufAllows(int padding) throws IOException {
        byte[] frame = FrameBytes.withChecksum(FieldBytes.payload(ByteString.copyFromUtf8("padded"), padding));
        assertEquals("padded", io.stci.wire.Frame.parseFrom(frame).getPayload().toStringUtf8());
        assertSame(io.stci.wire.Frame.parseFrom(frame), FrameBytes.read(frame));
    }

    @Test
    void aLengthPaddedBeyondTenBytesIsRefused() throws IOException {
        byte[] frame = FrameBytes.withChecksum(FieldBytes.payload(ByteString.copyFromUtf8("padded"), 10));
        assertThrows(InvalidProtocolBufferException.class, () -> io.stci.wire.Frame.parseFrom(frame));
        assertRefused(frame);
    }

    @Test
    void aFrameThatDoesNotBeginWithItsChecksumIsRefused() throws IOException {
        assertRefused(FieldBytes.fixed32(2, 5));
        assertRefused(FrameBytes.join(FieldBytes.fixed32(2, 5), FrameBytes.withChecksum(new byte[0])));
        assertRefused(new byte[] {0x0d});
    }

    @Test
    void aPayloadLargerThanTheLimitIsRefusedAndReleased() {
        ByteBuf frame = Frames.allocate(ALLOCATOR, 16).writeZero(Frames.MAX_PAYLOAD_BYTES + 1);
        StciException refused = assertThrows(StciException.class, () -> Frames.seal(frame, 16, 0, 0));
        assertEquals(Status.PROTOCOL_ERROR, refused.status());
        assertEquals(0, frame.refCnt());
    }

    @Test
    void framesOfAnotherLayoutAreSentOnAsTheyCame() {
        byte[] foreign = generated(
                randomFrame().setPayload(ByteString.copyFromUtf8("content")).setUnknownFields(unknownFields()));
        for (ByteBuf sentOn : List.of(
                FrameBytes.read(foreign).retainedFrame(),
                FrameBytes.read(foreign).copyFrame())) {
            assertArrayEquals(FrameBytes.withLength(foreign), FrameBytes.bytes(sentOn));
            sentOn.release();
        }
    }

    private io.stci.wire.Frame.Builder randomFrame() {
        io.stci.wire.Frame.Builder builder = io.stci.wire.Frame.newBuilder();
        if (random.nextInt(4) > 0) {
            builder.setHandler(random.nextInt());
        }
        if (random.nextInt(4) > 0) {
            builder.setStream(random.nextInt());
        }
        if (random.nextInt(4) > 0) {
            builder.setNumber(random.nextLong());
        }
        return builder;
    }

    private ByteString randomPayload() {
        return ByteString.copyFrom(FrameBytes.random(random, random.nextInt(300)));
    }

    private UnknownFieldSet unknownFields() {
        UnknownFieldSet inner = UnknownFieldSet.newBuilder()
                .addField(3, UnknownFieldSet.Field.newBuilder().addVarint(4).build())
                .build();
        return UnknownFieldSet.newBuilder()
                .addField(
                        5 + random.nextInt(10),
                        UnknownFieldSet.Field.newBuilder()
                                .addVarint(random.nextLong())
                                .build())
                .addField(
                        16 + random.nextInt(1000),
                        UnknownFieldSet.Field.newBuilder()
                                .addFixed64(random.nextLong())
                                .build())
                .addField(
                        2000,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(randomPayload())
                                .build())
                .addField(
                        3000, UnknownFieldSet.Field.newBuilder().addGroup(inner).build())
                .build();
    }

    /** What the generated class writes, with the checksum that belongs to it. */
    private static byte[] generated(io.stci.wire.Frame.Builder builder) {
        byte[] unsigned = builder.setCrc(0).build().toByteArray();
        return builder.setCrc(crc(unsigned, FrameBytes.CRC_FIELD_BYTES)).build().toByteArray();
    }

    private static int crc(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }

    private static void assertRefused(byte[] frame) {
        StciException refused = assertThrows(StciException.class, () -> FrameBytes.read(frame));
        assertEquals(Status.PROTOCOL_ERROR, refused.status());
    }

    private static void assertSame(io.stci.wire.Frame expected, Frame read) {
        assertEquals(expected.getHandler(), read.handler(), "seed " + SEED);
        assertEquals(expected.getStream(), read.stream(), "seed " + SEED);
        assertEquals(expected.getNumber(), read.number(), "seed " + SEED);
        assertEquals(expected.getPayload().size(), read.payloadLength(), "seed " + SEED);
        assertArrayEquals(expected.getPayload().toByteArray(), read.payloadBytes(), "seed " + SEED);
    }
}
