package io.stci.session;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.transport.Transport;

/** Feeds what comes up on an output stream into a pump, with as much room as the pump has. */
final class OutputConsumer implements StreamConsumer {
    private final Transport transport;
    private final OutputPump pump;
    private RootStream stream;
    private RankSet cutOff = RankSet.empty();

    OutputConsumer(Transport transport, OutputPump pump) {
        this.transport = transport;
        this.pump = pump;
    }

    void start(RootStream opened) {
        stream = opened;
        stream.grant(OutputPump.WINDOW_BYTES);
    }

    @Override
    public void data(long number, ByteBuf payload) {
        pump.batch(payload, bytes -> transport.execute(() -> stream.grant(bytes)));
    }

    @Override
    public void ended() {
        cutOff = RankSet.union(stream.missing().values());
        pump.end();
    }

    /** The ranks of which something may be missing. */
    RankSet cutOff() {
        return cutOff;
    }
}
