package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;

/** Where a node's stream leads: to the parent, or at the front-end to the consumer. */
interface UpSink {
    boolean hasRoom();

    void grant(long bytes);

    /** The link above is a new one: no credit is left of the old. */
    void reset();

    /** Takes over a sealed frame. */
    void send(long number, ByteBuf sealedFrame);

    void begun();

    /** @param cutOff ranks below that were lost before they had ended */
    void ended(RankSet cutOff);

    void acked(long upTo);

    /** What follows is of after the resume of this number. */
    void resumed(long number);
}
