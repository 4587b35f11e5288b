package io.stci.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;

/** A channel in memory whose far end takes everything at once, as an operating system with room would. */
final class SinkChannel extends EmbeddedChannel {
    SinkChannel(ChannelHandler handler) {
        config().setAllocator(Samples.ALLOCATOR);
        pipeline().addLast(handler).fireChannelActive();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer written) {
        while (written.current() != null) {
            written.remove();
        }
    }
}
