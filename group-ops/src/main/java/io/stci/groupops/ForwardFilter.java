package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Passes every frame up unchanged and without copying, children in turn. A frame numbered {@link #CONTINUES} is a piece of
 * something longer: until the piece that ends it, no other child's frames go between.
 */
final class ForwardFilter implements UpFilter {
    static final String NAME = "forward";
    /** Number of a frame that more pieces follow. */
    static final long CONTINUES = 1;

    /** Below this size a copy is cheaper than pinning the read buffer that the frame lies in. */
    private static final int COPY_BELOW_BYTES = 4096;

    private final UpContext context;
    private final List<Deque<Held>> queues = new ArrayList<>();
    private int held;
    private int turn;
    private int exclusive = -1;

    private record Held(ByteBuf frame, long number) {}

    ForwardFilter(UpContext context) {
        this.context = context;
        context.slots().forEach(slot -> queues.add(new ArrayDeque<>()));
    }

    @Override
    public void received(Slot from, Frame frame) {
        ByteBuf whole = frame.payloadLength() < COPY_BELOW_BYTES ? frame.copyFrame() : frame.retainedFrame();
        queues.get(from.index).add(new Held(whole, frame.number()));
        held++;
        pump();
    }

    @Override
    public void ended(Slot slot) {
        pump();
    }

    @Override
    public void room() {
        pump();
    }

    @Override
    public void close() {
        queues.forEach(queue -> queue.forEach(item -> item.frame().release()));
        queues.forEach(Deque::clear);
        held = 0;
    }

    private void pump() {
        while (held > 0 && context.hasRoom()) {
            int index = next();
            if (index < 0) {
                break;
            }
            pass(context.slots().get(index));
        }
        if (held == 0 && context.slots().stream().allMatch(slot -> slot.ended)) {
            context.finished();
        }
    }

    /** Whose turn it is; -1 if the child in the middle of something has nothing here yet. */
    private int next() {
        if (exclusive >= 0 && queues.get(exclusive).isEmpty() && context.slots().get(exclusive).ended) {
            exclusive = -1;
        }
        if (exclusive >= 0) {
            return queues.get(exclusive).isEmpty() ? -1 : exclusive;
        }
        do {
            turn = (turn + 1) % queues.size();
        } while (queues.get(turn).isEmpty());
        return turn;
    }

    private void pass(Slot slot) {
        Held item = queues.get(slot.index).poll();
        held--;
        exclusive = item.number() == CONTINUES ? slot.index : -1;
        int payloadBytes = Frames.payloadLength(item.frame());
        context.forward(item.number(), item.frame());
        context.consumed(slot, payloadBytes);
    }
}
