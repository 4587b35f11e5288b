package io.stci.transport;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Makes frames ready to be sent: first {@link #allocate}, then write the payload, then {@link #seal}.
 *
 * <p>A sealed frame belongs to who holds it until it is sent or released. It is never changed again, so that any number of
 * links may share it.
 */
public final class Frames {
    /** Bytes that a frame takes in front of its payload. */
    public static final int OVERHEAD_BYTES = FrameCodec.HEADER_BYTES;
    /** The most that a payload may hold. */
    public static final int MAX_PAYLOAD_BYTES = FrameCodec.MAX_PAYLOAD_BYTES;

    private Frames() {}

    /** A buffer whose writer stands where the payload begins. */
    public static ByteBuf allocate(ByteBufAllocator allocator, int payloadCapacity) {
        ByteBuf frame = allocator.directBuffer(FrameCodec.HEADER_BYTES + payloadCapacity);
        return frame.writerIndex(FrameCodec.HEADER_BYTES);
    }

    /** How many payload bytes have been written into an allocated buffer. */
    public static int payloadLength(ByteBuf frame) {
        return frame.readableBytes() - FrameCodec.HEADER_BYTES;
    }

    /** The payload of an allocated or sealed frame, lent. */
    public static ByteBuf payload(ByteBuf frame) {
        return frame.slice(frame.readerIndex() + FrameCodec.HEADER_BYTES, payloadLength(frame));
    }

    /** The handler that a sealed frame is addressed to. */
    public static int handler(ByteBuf frame) {
        return FrameCodec.handler(frame);
    }

    /** Fills in the header; returns the same buffer. */
    public static ByteBuf seal(ByteBuf frame, int handler, int stream, long number) {
        int payload = payloadLength(frame);
        if (payload > MAX_PAYLOAD_BYTES) {
            frame.release();
            throw Frame.malformed("payload of " + payload + " bytes is larger than " + MAX_PAYLOAD_BYTES);
        }
        FrameCodec.writeHeader(frame, handler, stream, number);
        return frame;
    }

    /** A sealed frame around a copy of the bytes. */
    public static ByteBuf of(
            ByteBufAllocator allocator, int handler, int stream, long number, byte[] bytes, int offset, int length) {
        return seal(allocate(allocator, length).writeBytes(bytes, offset, length), handler, stream, number);
    }

    /** A sealed frame around a message. */
    public static ByteBuf of(ByteBufAllocator allocator, int handler, int stream, long number, MessageLite message) {
        byte[] bytes = message.toByteArray();
        return of(allocator, handler, stream, number, bytes, 0, bytes.length);
    }

    /** A sealed frame without payload. */
    public static ByteBuf of(ByteBufAllocator allocator, int handler, int stream, long number) {
        return seal(allocate(allocator, 0), handler, stream, number);
    }

    /**
     * Reads the payload as a message.
     *
     * @throws io.stci.core.StciException PROTOCOL_ERROR if it is none
     */
    public static <M> M parse(Frame frame, Parser<M> parser) {
        try {
            return parser.parseFrom(frame.payloadBytes());
        } catch (InvalidProtocolBufferException e) {
            throw Frame.malformed("payload is not a valid message: " + e.getMessage());
        }
    }

    /** As {@link #parse(Frame, Parser)}, for bytes within a message. */
    public static <M> M parse(ByteString bytes, Parser<M> parser) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw Frame.malformed("field is not a valid message: " + e.getMessage());
        }
    }
}
