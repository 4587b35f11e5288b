package io.stci.groupops;

import static io.stci.groupops.OutputRunCodec.malformed;

import io.netty.buffer.ByteBuf;

/**
 * A position among protobuf fields in a buffer. Every step is told where the message ends and never goes, nor reads, beyond.
 *
 * <p>All methods throw StciException PROTOCOL_ERROR for bytes that are no protobuf. Confined to one thread.
 */
final class ProtobufCursor {
    private static final int MAX_VARINT_BYTES = 10;

    private ByteBuf buffer;
    private int at;

    void wrap(ByteBuf holder, int offset) {
        buffer = holder;
        at = offset;
    }

    int position() {
        return at;
    }

    /** The next field's tag: its number above three bits of wire type. */
    int tag(int end) {
        long tag = varint(end);
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
            throw malformed("a field tag out of range");
        }
        return (int) tag;
    }

    /** The length of the field that follows, which lies wholly before the end. */
    int length(int end) {
        long length = varint(end);
        if (length < 0 || length > end - at) {
            throw malformed("a field of " + Long.toUnsignedString(length) + " bytes where " + (end - at) + " are left");
        }
        return (int) length;
    }

    long varint(int end) {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            if (at >= end) {
                throw malformed("cut short");
            }
            byte b = buffer.getByte(at++);
            value |= (long) (b & 0x7f) << 7 * i;
            if (b >= 0) {
                return value;
            }
        }
        throw malformed("a number too long");
    }

    /** Goes on behind bytes known to be there, and returns where they start. */
    int passOver(int bytes) {
        int start = at;
        at += bytes;
        return start;
    }

    /** Goes on behind the value of a field that means nothing to us. */
    void skip(int tag, int end) {
        switch (tag & 7) {
            case OutputRunCodec.VARINT -> varint(end);
            case OutputRunCodec.LENGTH_DELIMITED -> passOver(length(end));
            case OutputRunCodec.FIXED32 -> skipFixed(Integer.BYTES, end);
            case OutputRunCodec.FIXED64 -> skipFixed(Long.BYTES, end);
            default -> throw malformed("field " + (tag >>> 3) + " has wire type " + (tag & 7));
        }
    }

    private void skipFixed(int bytes, int end) {
        if (bytes > end - at) {
            throw malformed("cut short");
        }
        passOver(bytes);
    }
}
