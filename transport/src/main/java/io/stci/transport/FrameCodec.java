package io.stci.transport;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * The bytes of {@code stci.Frame}, by hand: five fields at fixed places, so that nothing needs to be parsed on the way.
 *
 * <pre>
 *  0       4 5    9 10    14 15    19 20       28 29    33
 *  | length | crc  | handler | stream | number   | payload
 *           ^tag 0d  ^tag 15   ^tag 1d  ^tag 21    ^tag 7a + length as a 4-byte varint
 * </pre>
 */
final class FrameCodec {
    static final int LENGTH_BYTES = 4;
    /** Bytes in front of the payload, the link's length included. */
    static final int HEADER_BYTES = 33;
    /** What a payload may hold; a longer one must travel in pieces. */
    static final int MAX_PAYLOAD_BYTES = 1 << 20;
    /** The largest length that a link accepts. */
    static final int MAX_FRAME_BYTES = MAX_PAYLOAD_BYTES + 4096;

    private static final int CRC_TAG = 0x0d;
    private static final int HANDLER_TAG = 0x15;
    private static final int STREAM_TAG = 0x1d;
    private static final int NUMBER_TAG = 0x21;
    private static final int PAYLOAD_TAG = 0x7a;
    /** Offsets behind the link's length. */
    private static final int CRC_COVERS_FROM = 5;

    /** One for each thread, since the JVM of a node does not optimize the object away. */
    private static final FastThreadLocal<CRC32C> CRC = new FastThreadLocal<>() {
        @Override
        protected CRC32C initialValue() {
            return new CRC32C();
        }
    };

    /** What is no longer is checked in an array: that costs less than a view of the buffer. */
    private static final int SMALL_BYTES = 512;

    private static final FastThreadLocal<byte[]> SMALL = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SMALL_BYTES];
        }
    };

    private static final int FIXED_HEADER = HEADER_BYTES - LENGTH_BYTES;

    private FrameCodec() {}

    /** Fills in the header of a buffer whose first {@link #HEADER_BYTES} were left free. */
    static void writeHeader(ByteBuf frame, int handler, int stream, long number) {
        int at = frame.readerIndex();
        int payload = frame.readableBytes() - HEADER_BYTES;
        frame.setInt(at, payload + FIXED_HEADER);
        frame.setByte(at + 4, CRC_TAG);
        frame.setByte(at + 9, HANDLER_TAG).setIntLE(at + 10, handler);
        frame.setByte(at + 14, STREAM_TAG).setIntLE(at + 15, stream);
        frame.setByte(at + 19, NUMBER_TAG).setLongLE(at + 20, number);
        frame.setByte(at + 28, PAYLOAD_TAG);
        frame.setIntLE(at + 29, paddedVarint(payload));
        frame.setIntLE(
                at + 5, crc(frame, at + LENGTH_BYTES + CRC_COVERS_FROM, payload + FIXED_HEADER - CRC_COVERS_FROM));
    }

    /** The handler in a header that {@link #writeHeader} made. */
    static int handler(ByteBuf frame) {
        return frame.getIntLE(frame.readerIndex() + 10);
    }

    /** Reads the layout that {@link #writeHeader} makes; false if the bytes are laid out otherwise. */
    static boolean readFixedLayout(Frame frame, ByteBuf in, int at, int length) {
        boolean fixed = length >= FIXED_HEADER
                && in.getByte(at) == CRC_TAG
                && in.getByte(at + 5) == HANDLER_TAG
                && in.getByte(at + 10) == STREAM_TAG
                && in.getByte(at + 15) == NUMBER_TAG
                && in.getByte(at + 24) == PAYLOAD_TAG
                && in.getIntLE(at + 25) == paddedVarint(length - FIXED_HEADER);
        if (!fixed) {
            return false;
        }
        checkCrc(in, at, length, in.getIntLE(at + 1));
        frame.set(
                in.getIntLE(at + 6),
                in.getIntLE(at + 11),
                in.getLongLE(at + 16),
                at + FIXED_HEADER,
                length - FIXED_HEADER);
        return true;
    }

    /** Reads any valid encoding of the message whose first field is the checksum. */
    static void readAnyLayout(Frame frame, ByteBuf in, int at, int length) {
        if (length < CRC_COVERS_FROM || in.getByte(at) != CRC_TAG) {
            throw Frame.malformed("does not begin with its checksum");
        }
        checkCrc(in, at, length, in.getIntLE(at + 1));
        int rest = at + CRC_COVERS_FROM;
        try {
            CodedInputStream fields = CodedInputStream.newInstance(in.nioBuffer(rest, length - CRC_COVERS_FROM));
            readFields(frame, fields, rest);
        } catch (IOException e) {
            throw Frame.malformed("is not a valid message: " + e.getMessage());
        }
    }

    private static void readFields(Frame frame, CodedInputStream fields, int base) throws IOException {
        int handler = 0;
        int stream = 0;
        long number = 0;
        int payloadStart = base;
        int payloadLength = 0;
        for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
            switch (tag) {
                case HANDLER_TAG -> handler = fields.readFixed32();
                case STREAM_TAG -> stream = fields.readFixed32();
                case NUMBER_TAG -> number = fields.readFixed64();
                case PAYLOAD_TAG -> {
                    payloadLength = fields.readRawVarint32();
                    payloadStart = base + fields.getTotalBytesRead();
                    fields.skipRawBytes(payloadLength);
                }
                default -> skip(fields, tag);
            }
        }
        frame.set(handler, stream, number, payloadStart, payloadLength);
    }

    private static void skip(CodedInputStream fields, int tag) throws IOException {
        if (WireFormat.getTagFieldNumber(tag) == 0 || !fields.skipField(tag)) {
            throw Frame.malformed("holds a field that ends nowhere");
        }
    }

    private static void checkCrc(ByteBuf in, int at, int length, int expected) {
        if (crc(in, at + CRC_COVERS_FROM, length - CRC_COVERS_FROM) != expected) {
            throw Frame.malformed("has a wrong checksum");
        }
    }

    static int crc(ByteBuf bytes, int index, int length) {
        CRC32C crc = CRC.get();
        crc.reset();
        if (bytes.hasArray()) {
            crc.update(bytes.array(), bytes.arrayOffset() + index, length);
        } else if (length <= SMALL_BYTES) {
            byte[] small = SMALL.get();
            bytes.getBytes(index, small, 0, length);
            crc.update(small, 0, length);
        } else if (bytes.nioBufferCount() == 1) {
            crc.update(bytes.internalNioBuffer(index, length));
        } else {
            for (java.nio.ByteBuffer part : bytes.nioBuffers(index, length)) {
                crc.update(part);
            }
        }
        return (int) crc.getValue();
    }

    private static int paddedVarint(int value) {
        return (value & 0x7f | 0x80)
                | (value >>> 7 & 0x7f | 0x80) << 8
                | (value >>> 14 & 0x7f | 0x80) << 16
                | (value >>> 21 & 0x7f) << 24;
    }
}
