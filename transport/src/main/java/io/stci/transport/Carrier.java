package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.stci.core.StciException;

/**
 * What brings the frames of one link across. It tells the link of its end exactly once, by {@link Link#ended}, which may
 * happen inside a call. Confined to the link's thread.
 */
interface Carrier {
    ByteBufAllocator allocator();

    /** Takes over a frame of the link's own, which overtakes all that is queued. */
    void greet(ByteBuf frame);

    /** Takes over a frame. */
    void send(ByteBuf frame, Lane lane);

    /** As {@link VirtualChannel#queuedBytes()}. */
    long queuedBytes();

    /** Ends once what was sent has left. What comes is not handed over any more. */
    void finish();

    /** Drops what is queued and ends; tells the peer why if it still can. */
    void refuse(StciException why);

    /** Ends at once, whatever is under way. */
    void cut();
}
