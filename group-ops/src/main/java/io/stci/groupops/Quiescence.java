package io.stci.groupops;

import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.Adoption;
import java.util.function.LongConsumer;

/**
 * Brings one stream to rest at one node: asks the children to send nothing new, and tells above once they have sent all that
 * they had and nothing of it is held here. A child that comes late or again is asked again. Confined to the node's thread.
 */
final class Quiescence {
    private final Node node;
    private final int stream;
    private final ChildSlots slots;
    private final UpFilter filter;
    private final LongConsumer onQuiet;
    /** The newest number that rest is asked for under; 0 while the stream flows. */
    private long asked;

    private boolean told;

    /** @param onQuiet told the number once nothing is below or here; again after a resume */
    Quiescence(Node node, int stream, ChildSlots slots, UpFilter filter, LongConsumer onQuiet) {
        this.node = node;
        this.stream = stream;
        this.slots = slots;
        this.filter = filter;
        this.onQuiet = onQuiet;
    }

    /** @param number to be told back, above 0; or 0 to let the stream flow again */
    void ask(long number) {
        asked = number;
        told = false;
        slots.all().forEach(this::send);
        check();
    }

    /** A child has been asked to send again: it has to say anew when it has. */
    void askAgain(Slot slot) {
        slot.quiesced = 0;
        if (asked > 0) {
            send(slot);
        }
    }

    /** A child is linked: it has been told that the stream is open, if the state is null, or asked to send again. */
    void rejoined(Slot slot, Adoption.Stream state) {
        slot.quiesced = 0;
        boolean hasNotHeard = state == null ? asked > 0 : asked == 0 && state.getQuiesced() > 0;
        if (hasNotHeard) {
            send(slot);
        }
    }

    /** A child is quiet. */
    void childQuiesced(Slot slot, long number) {
        if (slot.awaitedResume == 0) {
            slot.quiesced = number;
            check();
        }
    }

    /** A new parent is to be told again. */
    void again() {
        told = false;
    }

    /** To be called whenever something may have come to rest. */
    void check() {
        if (asked > 0 && !told && filter.isIdle() && slots.all().stream().allMatch(this::isQuiet)) {
            told = true;
            onQuiet.accept(asked);
        }
    }

    long asked() {
        return asked;
    }

    private boolean isQuiet(Slot slot) {
        return slot.gone || slot.quiesced == asked;
    }

    private void send(Slot slot) {
        if (slot.connected) {
            node.sendDown(
                    slot.child, Frames.of(node.allocator(), HandlerIds.STREAM_QUIESCE, stream, asked), Lane.CONTROL);
        }
    }
}
