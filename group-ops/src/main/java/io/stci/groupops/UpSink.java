package io.stci.groupops;

import io.netty.buffer.ByteBuf;

/** Where a node's stream leads: to the parent, or at the front-end to the consumer. */
interface UpSink {
    boolean hasRoom();

    void grant(long bytes);

    /** Takes over a sealed frame. */
    void send(long number, ByteBuf sealedFrame);

    void begun();

    void ended();

    void acked(long upTo);
}
