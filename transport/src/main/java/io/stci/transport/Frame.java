package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * A view of one received frame, read in place.
 *
 * <p>Ownership: the view and the buffers that it lends are valid only during the call that hands them over. Who wants to
 * keep bytes takes {@link #retainedFrame()} or {@link #retainedPayload()} and releases them once. Threads: confined.
 */
public final class Frame {
    private ByteBuf buffer;
    private int start;
    private int length;
    private int handler;
    private int stream;
    private long number;
    private int payloadStart;
    private int payloadLength;

    /**
     * Points this view at a frame and checks it.
     *
     * @param buffer lent for as long as the view is used
     * @param start index of the 4-byte length in front of the frame
     * @param length what that length says
     * @throws StciException PROTOCOL_ERROR if fields or checksum are wrong
     */
    public void wrap(ByteBuf buffer, int start, int length) {
        this.buffer = buffer;
        this.start = start;
        this.length = length;
        if (!FrameCodec.readFixedLayout(this, buffer, start + FrameCodec.LENGTH_BYTES, length)) {
            FrameCodec.readAnyLayout(this, buffer, start + FrameCodec.LENGTH_BYTES, length);
        }
    }

    void set(int handler, int stream, long number, int payloadStart, int payloadLength) {
        this.handler = handler;
        this.stream = stream;
        this.number = number;
        this.payloadStart = payloadStart;
        this.payloadLength = payloadLength;
    }

    public int handler() {
        return handler;
    }

    public int stream() {
        return stream;
    }

    public long number() {
        return number;
    }

    public int payloadLength() {
        return payloadLength;
    }

    /** The payload, lent for the duration of the call. */
    public ByteBuf payload() {
        return buffer.slice(payloadStart, payloadLength);
    }

    /** The payload, to be released by the caller. Shares the memory of what was received. */
    public ByteBuf retainedPayload() {
        return buffer.retainedSlice(payloadStart, payloadLength);
    }

    /** The payload as an array of its own. */
    public byte[] payloadBytes() {
        return ByteBufUtil.getBytes(buffer, payloadStart, payloadLength, true);
    }

    /**
     * The whole frame as it came, ready to be sent on unchanged; to be released by the caller. Another implementation may have
     * laid it out in a valid way of its own, which {@link Frames#payload} does not read.
     */
    public ByteBuf retainedFrame() {
        return buffer.retainedSlice(start, FrameCodec.LENGTH_BYTES + length);
    }

    /** A copy of the whole frame in memory of its own, so that a small one doesn't pin a large read buffer. */
    public ByteBuf copyFrame() {
        return buffer.copy(start, FrameCodec.LENGTH_BYTES + length);
    }

    static StciException malformed(String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "frame", reason, "");
    }
}
