package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.stci.activemessages.HandlerIds;
import io.stci.core.StciException;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.transport.VcHandler;
import io.stci.transport.VirtualChannel;
import io.stci.wire.Adoption;
import java.util.ArrayList;
import java.util.List;

/** The bare link of a node that isn't there: sends the frames that a test makes by hand. */
final class Puppet implements VcHandler {
    private final ByteBufAllocator allocator;
    private VirtualChannel link;
    final List<Integer> handlers = new ArrayList<>();
    StciException refusal;

    Puppet(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    @Override
    public void opened(VirtualChannel vc) {
        link = vc;
        send(HandlerIds.STREAM_ADOPTION, 0, 0, Adoption.getDefaultInstance().toByteArray());
    }

    @Override
    public void received(VirtualChannel vc, Frame frame) {
        handlers.add(frame.handler());
    }

    @Override
    public void closed(VirtualChannel vc, StciException why) {
        refusal = why;
    }

    void send(int handler, int stream, long number, byte[] payload) {
        send(Frames.of(allocator, handler, stream, number, payload, 0, payload.length));
    }

    void send(ByteBuf frame) {
        link.send(frame, Lane.DATA);
    }

    void close() {
        link.close();
    }

    boolean isRefused() {
        return refusal != null;
    }
}
