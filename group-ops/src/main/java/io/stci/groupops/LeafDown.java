package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.ordering.ReceiveSequence;
import io.stci.wire.Adoption;
import io.stci.wire.DownGap;
import java.util.function.LongConsumer;

/** What comes down to an agent on one stream, each number once, and how far it has been acknowledged. */
final class LeafDown {
    private final UpSink sink;
    private final LongConsumer onNotAsked;
    private final ReceiveSequence received = new ReceiveSequence();
    private final LeafGaps gaps = new LeafGaps();
    private LeafHandler handler = LeafHandler.NONE;
    private long acked;
    private boolean closed;

    /** @param onNotAsked is given the messages that are not for this agent */
    LeafDown(UpSink sink, LongConsumer onNotAsked) {
        this.sink = sink;
        this.onNotAsked = onNotAsked;
    }

    void handler(LeafHandler handler) {
        this.handler = handler;
    }

    void message(long number, ByteBuf payload) {
        if (!closed && received.admit(number)) {
            handler.message(number, payload);
        }
    }

    /** Messages are not sent here: a gap is acknowledged with what is before it. */
    void gap(DownGap gap) {
        long first = Math.max(gap.getFirst(), received.last() + 1);
        if (!closed && received.admit(gap.getFirst(), gap.getLast())) {
            gaps.add(first, gap.getLast(), !gap.getFiltered());
            if (gap.getFiltered()) {
                onNotAsked.accept(gap.getLast());
            } else {
                handler.gap(first, gap.getLast());
            }
            ack(acked);
        }
    }

    /** What concerns only the nodes above. */
    void skip(long number) {
        if (!closed && received.admit(number)) {
            gaps.add(number, number, false);
            ack(acked);
        }
    }

    void piece(long number, ByteBuf payload) {
        if (!closed && received.admit(number)) {
            handler.piece(number, payload);
        }
    }

    void parameters(long number, ByteBuf payload) {
        if (!closed && received.admit(number)) {
            handler.parameters(number, payload);
        }
    }

    void end(long number) {
        if (!closed && received.admit(number)) {
            handler.end(number);
        }
    }

    void ack(long upTo) {
        long reached = gaps.acked(Math.max(acked, upTo));
        if (!closed && reached > acked) {
            acked = reached;
            sink.acked(reached);
        }
    }

    /** Nothing more is taken. */
    void close() {
        closed = true;
        handler.closed();
    }

    void state(Adoption.Stream.Builder state) {
        state.setReceived(received.last()).setAcked(acked).addAllGaps(gaps.newest());
    }
}
