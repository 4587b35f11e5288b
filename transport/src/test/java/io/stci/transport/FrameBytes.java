package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.zip.CRC32C;

/** Frames made by hand, without the codec that is tested with them. */
final class FrameBytes {
    static final int CRC_FIELD_BYTES = 5;

    private FrameBytes() {}

    /** A right checksum in front of the other fields, as they are inside a frame. */
    static byte[] withChecksum(byte[] otherFields) {
        CRC32C crc = new CRC32C();
        crc.update(otherFields);
        return ByteBuffer.allocate(CRC_FIELD_BYTES + otherFields.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x0d)
                .putInt((int) crc.getValue())
                .put(otherFields)
                .array();
    }

    /** The length in front, as it travels. */
    static byte[] withLength(byte[] frame) {
        return ByteBuffer.allocate(4 + frame.length)
                .putInt(frame.length)
                .put(frame)
                .array();
    }

    /** A frame of the links themselves, as it travels. */
    static byte[] sealed(int handler, byte[] payload) {
        ByteBuf frame = Frames.of(UnpooledByteBufAllocator.DEFAULT, handler, 0, 0, payload, 0, payload.length);
        byte[] bytes = bytes(frame);
        frame.release();
        return bytes;
    }

    /** Reads a frame that is all there is in its buffer. */
    static Frame read(byte[] frame) {
        Frame read = new Frame();
        read.wrap(Unpooled.wrappedBuffer(withLength(frame)), 0, frame.length);
        return read;
    }

    /** Reads a frame that lies between others in memory of some kind. */
    static Frame readAmongOthers(ByteBuf memory, byte[] frame) {
        memory.writeZero(7);
        int start = memory.writerIndex();
        memory.writeBytes(withLength(frame)).writeZero(9);
        Frame read = new Frame();
        read.wrap(memory, start, frame.length);
        return read;
    }

    static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.getBytes(buffer.readerIndex(), bytes);
        return bytes;
    }
}
