package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * The bytes of datagrams, big-endian:
 *
 * <pre>
 *  0     4      5    13
 *  | crc | kind | id | body ...
 *
 *  KNOCK      id of who connects            zeros, so that no answer is longer
 *  CHALLENGE  id of who connects            cookie (16)
 *  OPEN       id of who connects            cookie (16), largest datagram (4)
 *  ACCEPT     id of who connects            id of who accepts (8), largest datagram (4)
 *  DATA       id of the receiver            number (8), acknowledged (8), segments
 *  ACK        id of the receiver            acknowledged (8)
 *  NAK        id of the receiver            acknowledged (8), ranges of missing numbers (first 8, last 8) ...
 *  RESET      id that its sender has no link for
 *
 *  segment    lane (1), length (2), so many bytes of the lane's frames
 * </pre>
 */
final class Datagrams {
    /** The high half of a kind is the version of these layouts. */
    static final byte KNOCK = 0x11;

    static final byte CHALLENGE = 0x12;
    static final byte OPEN = 0x13;
    static final byte ACCEPT = 0x14;
    static final byte DATA = 0x15;
    static final byte ACK = 0x16;
    static final byte NAK = 0x17;
    static final byte RESET = 0x18;

    static final int COOKIE_BYTES = 16;
    /** Where the body begins. */
    static final int BODY = 13;

    static final int KNOCK_BYTES = 40;
    static final int CHALLENGE_BYTES = BODY + COOKIE_BYTES;
    static final int OPEN_BYTES = CHALLENGE_BYTES + Integer.BYTES;
    static final int ACCEPT_BYTES = BODY + Long.BYTES + Integer.BYTES;
    static final int ACK_BYTES = BODY + Long.BYTES;
    static final int RANGE_BYTES = 2 * Long.BYTES;
    /** Where the segments of DATA begin. */
    static final int DATA_BYTES = ACK_BYTES + Long.BYTES;

    private static final int KIND = 4;
    private static final int ID = 5;

    private Datagrams() {}

    /** A buffer whose writer stands where the body begins. */
    static ByteBuf start(ByteBufAllocator allocator, byte kind, long id, int sizeBytes) {
        return allocator.directBuffer(sizeBytes).writeInt(0).writeByte(kind).writeLong(id);
    }

    /** Fills in the checksum; returns the same buffer. */
    static ByteBuf seal(ByteBuf datagram) {
        return datagram.setInt(0, crc(datagram, 0, datagram.writerIndex()));
    }

    static ByteBuf reset(ByteBufAllocator allocator, long id) {
        return seal(start(allocator, RESET, id, BODY));
    }

    /** True if it came as it was sent, and is long enough for its kind. */
    static boolean isSound(ByteBuf datagram) {
        int at = datagram.readerIndex();
        int length = datagram.readableBytes();
        return length >= BODY
                && length >= minBytes(datagram.getByte(at + KIND))
                && datagram.getInt(at) == crc(datagram, at, length);
    }

    static byte kind(ByteBuf datagram) {
        return datagram.getByte(datagram.readerIndex() + KIND);
    }

    static long id(ByteBuf datagram) {
        return datagram.getLong(datagram.readerIndex() + ID);
    }

    /** A number of 8 bytes within the body. */
    static long longAt(ByteBuf datagram, int offset) {
        return datagram.getLong(datagram.readerIndex() + offset);
    }

    /** A number of 4 bytes within the body. */
    static int intAt(ByteBuf datagram, int offset) {
        return datagram.getInt(datagram.readerIndex() + offset);
    }

    /** The cookie of CHALLENGE or OPEN. */
    static byte[] cookie(ByteBuf datagram) {
        byte[] cookie = new byte[COOKIE_BYTES];
        datagram.getBytes(datagram.readerIndex() + BODY, cookie);
        return cookie;
    }

    private static int minBytes(byte kind) {
        return switch (kind) {
            case KNOCK -> KNOCK_BYTES;
            case CHALLENGE -> CHALLENGE_BYTES;
            case OPEN -> OPEN_BYTES;
            case ACCEPT -> ACCEPT_BYTES;
            case DATA -> DATA_BYTES;
            case ACK, NAK -> ACK_BYTES;
            case RESET -> BODY;
            default -> Integer.MAX_VALUE;
        };
    }

    private static int crc(ByteBuf datagram, int at, int length) {
        return FrameCodec.crc(datagram, at + KIND, length - KIND);
    }
}
