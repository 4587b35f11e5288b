package io.stci.groupops;

import io.stci.activemessages.Node;
import io.stci.core.Scheduler;
import io.stci.routing.Topology;
import io.stci.wire.SlowChild;
import io.stci.wire.StreamSpec;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Finds out which children hold one stream up for too long. Nodes nearer to the agents are less patient, so that a slow agent
 * is found slow by its parent, and not that parent by its own. Confined to the node's thread.
 */
final class SlowWatch {
    private static final long DEFAULT_PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Scheduler scheduler;
    private final boolean blocks;
    private final long patienceNs;
    private final Consumer<Slot> onSlow;

    /** @param onSlow told of a child that has held the stream up for longer than patience lasts */
    SlowWatch(Node node, Topology topology, StreamSpec spec, Consumer<Slot> onSlow) {
        this.scheduler = node.scheduler();
        this.blocks = spec.getSlowChild() == SlowChild.SLOW_BLOCK;
        long wholeNs = spec.getSlowAfterNs() == 0 ? DEFAULT_PATIENCE_NS : spec.getSlowAfterNs();
        this.patienceNs = wholeNs - wholeNs / (topology.height() + 1) * topology.depth(node.id());
        this.onSlow = onSlow;
    }

    /** @param holdsUp true if the child holds the stream up now */
    void look(Slot slot, boolean holdsUp) {
        if (holdsUp && !slot.down.isOn()) {
            begin(slot);
        } else if (!holdsUp) {
            end(slot);
        }
    }

    /** The child has acknowledged something: patience with it starts anew. */
    void progressed(Slot slot) {
        end(slot);
    }

    long patienceNs() {
        return patienceNs;
    }

    private void begin(Slot slot) {
        slot.down.begin(scheduler.nowNs());
        if (!blocks) {
            slot.slowTimer = scheduler.schedule(patienceNs(slot), () -> {
                slot.slowTimer = null;
                end(slot);
                slot.wasSlowNs = scheduler.nowNs();
                onSlow.accept(slot);
            });
        }
    }

    private void end(Slot slot) {
        slot.down.end(scheduler.nowNs());
        if (slot.slowTimer != null) {
            slot.slowTimer.cancel();
            slot.slowTimer = null;
        }
    }

    /** The others don't wait again and again for one that has just been slow. */
    private long patienceNs(Slot slot) {
        boolean justNow = slot.wasSlowNs != Slot.NEVER && scheduler.nowNs() - slot.wasSlowNs < 2 * patienceNs;
        return justNow ? 0 : patienceNs;
    }
}
