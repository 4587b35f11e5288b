package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Refusal;
import io.stci.wire.Welcome;

/** The frames that links send on their own behalf. */
final class HandshakeFrames {
    static final int HELLO = 1;
    static final int WELCOME = 2;
    static final int REFUSAL = 3;

    /** A stranger may send no more than this in one frame. */
    static final int MAX_BYTES = 4096;
    /** Three texts of as many characters, with up to 3 bytes for each, fit into a frame. */
    private static final int MAX_TEXT_CHARS = 400;

    private HandshakeFrames() {}

    static ByteBuf hello(ByteBufAllocator allocator, PeerHello hello) {
        return Frames.of(allocator, HELLO, 0, 0, hello.toWire());
    }

    static ByteBuf welcome(ByteBufAllocator allocator) {
        Welcome welcome = Welcome.newBuilder().setVersion(PeerHello.MAX_VERSION).build();
        return Frames.of(allocator, WELCOME, 0, 0, welcome);
    }

    static ByteBuf refusal(ByteBufAllocator allocator, StciException why) {
        Refusal refusal = Refusal.newBuilder()
                .setStatus(why.status().number())
                .setCulprit(clip(why.culprit()))
                .setReason(clip(why.reason()))
                .setNextStep(clip(why.nextStep()))
                .build();
        return Frames.of(allocator, REFUSAL, 0, 0, refusal);
    }

    static StciException readRefusal(Frame frame) {
        Refusal refusal = Frames.parse(frame, Refusal.parser());
        return new StciException(
                Status.ofNumber(refusal.getStatus()), refusal.getCulprit(), refusal.getReason(), refusal.getNextStep());
    }

    private static String clip(String text) {
        return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS - 3) + "...";
    }
}
