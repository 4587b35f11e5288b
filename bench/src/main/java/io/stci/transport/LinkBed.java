package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.stci.core.StciException;
import java.util.function.Consumer;

/** One node's links on channels in memory: one that frames come from, and some that they go to. */
final class LinkBed implements AutoCloseable {
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final LinkFlusher flusher = new LinkFlusher(loop.eventLoop());
    private final SinkChannel source;
    private final SinkChannel[] sinks;
    private final Link[] targets;

    LinkBed(int targetCount, Consumer<Frame> received) {
        source = new SinkChannel(carrier(link(received)));
        sinks = new SinkChannel[targetCount];
        targets = new Link[targetCount];
        for (int i = 0; i < targetCount; i++) {
            targets[i] = link(frame -> {});
            sinks[i] = new SinkChannel(carrier(targets[i]));
        }
    }

    Link target(int index) {
        return targets[index];
    }

    /** One read comes in, and what it causes goes out. Takes the buffer over. */
    void read(ByteBuf batch) {
        source.pipeline().fireChannelRead(batch);
        flush();
    }

    /** What was sent goes out. */
    void flush() {
        loop.runPendingTasks();
    }

    @Override
    public void close() {
        source.close();
        for (SinkChannel sink : sinks) {
            sink.close();
        }
        loop.close();
    }

    private Link link(Consumer<Frame> received) {
        LoopScheduler scheduler = new LoopScheduler(loop.eventLoop());
        return new Link(flusher, scheduler, LinkLimits.DEFAULT, new OpenAtOnce(), new Receiver(received));
    }

    private ChannelCarrier carrier(Link link) {
        return new ChannelCarrier(link, flusher, Samples.ALLOCATOR);
    }

    private static final class OpenAtOnce implements Greeting {
        @Override
        public void begin(Link link) {
            link.open(Samples.HELLO);
        }

        @Override
        public void received(Link link, Frame frame) {
            throw new IllegalStateException("the link is open");
        }
    }

    private record Receiver(Consumer<Frame> consumer) implements VcHandler {
        @Override
        public void opened(VirtualChannel vc) {}

        @Override
        public void received(VirtualChannel vc, Frame frame) {
            consumer.accept(frame);
        }

        @Override
        public void closed(VirtualChannel vc, StciException why) {}
    }
}
