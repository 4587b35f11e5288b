package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.Node;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.ordering.ReceiveSequence;
import io.stci.ordering.SubtreeAck;
import io.stci.transport.Lane;

/** The numbered messages of a stream on their way down, and what of them the subtree has acknowledged. */
final class Multicast {
    private final Node node;
    private final Slots slots;
    private final ReceiveSequence sequence = new ReceiveSequence();
    private final SubtreeAck acks;

    Multicast(Node node, Slots slots) {
        this.node = node;
        this.slots = slots;
        this.acks = new SubtreeAck(slots.all().size());
    }

    /**
     * Sends a message to all children. Takes the sealed frame over.
     *
     * @return false if it is a duplicate, and has been dropped
     * @throws StciException PROTOCOL_ERROR if one before it is missing
     */
    boolean send(long number, ByteBuf sealedFrame) {
        boolean admitted = false;
        try {
            admitted = sequence.admit(number);
        } finally {
            if (!admitted) {
                sealedFrame.release();
            }
        }
        if (admitted) {
            node.multisend(slots.children(), sealedFrame, Lane.DATA);
        }
        return admitted;
    }

    /**
     * A child's subtree has consumed what was sent, up to this number; {@link Long#MAX_VALUE} if none is left there.
     *
     * @return true if this subtree's acknowledgement grew
     * @throws StciException PROTOCOL_ERROR if so much has not been sent
     */
    boolean acked(Slot slot, long upTo) {
        if (upTo > sequence.last() && upTo != Long.MAX_VALUE) {
            throw new StciException(
                    Status.PROTOCOL_ERROR,
                    "child " + slot.child,
                    "acknowledges message " + upTo + " of " + sequence.last(),
                    "");
        }
        return acks.ack(slot.index, upTo);
    }

    /** A child is gone; true if the subtree's acknowledgement grew. */
    boolean lost(Slot slot) {
        return acks.remove(slot.index);
    }

    long acked() {
        return acks.acked();
    }
}
