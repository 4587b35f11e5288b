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
 * something longer: until the piece that ends it, no other child's frames go between. If its sender goes before that piece,
 * an empty frame numbered 0 stands for it, so that nobody above waits for more.
 */
final class ForwardFilter implements UpFilter {
    static final String NAME = "forward";
    /** Number of a frame that more pieces follow. */
    static final long CONTINUES = 1;

    /** Below this size a copy is cheaper than pinning the read buffer that the frame lies in. */
    private static final int COPY_BELOW_BYTES = 4096;

    private static final int NOBODY = -1;

    private final UpContext context;
    private final Pump pump = new Pump(this::step);
    private final List<Deque<Held>> queues = new ArrayList<>();
    private int held;
    private int turn;
    private int exclusive = NOBODY;

    private record Held(ByteBuf frame, long number) {}

    ForwardFilter(UpContext context) {
        this.context = context;
        context.slots().forEach(slot -> queues.add(new ArrayDeque<>()));
    }

    @Override
    public void received(Slot from, Frame frame) {
        queues.get(from.index).add(new Held(keep(frame), frame.number()));
        held++;
        pump.run();
    }

    @Override
    public void ended(Slot slot) {
        pump.run();
    }

    @Override
    public void room() {
        pump.run();
    }

    @Override
    public void close() {
        queues.forEach(queue -> queue.forEach(item -> item.frame().release()));
        queues.forEach(Deque::clear);
        held = 0;
        exclusive = NOBODY;
    }

    private void step() {
        boolean moved = true;
        while (moved && context.hasRoom()) {
            moved = exclusive == NOBODY ? passInTurn() : passExclusive();
        }
        if (held == 0 && exclusive == NOBODY && context.allEnded()) {
            context.finished();
        }
    }

    private boolean passInTurn() {
        if (held == 0) {
            return false;
        }
        do {
            turn = (turn + 1) % queues.size();
        } while (queues.get(turn).isEmpty());
        pass(turn);
        return true;
    }

    private boolean passExclusive() {
        if (!queues.get(exclusive).isEmpty()) {
            pass(exclusive);
            return true;
        }
        if (context.slots().get(exclusive).ended) {
            exclusive = NOBODY;
            context.emit(0, context.allocate(0));
            return true;
        }
        return false;
    }

    private void pass(int index) {
        Held item = queues.get(index).poll();
        held--;
        exclusive = item.number() == CONTINUES ? index : NOBODY;
        int payloadBytes = Frames.payloadLength(item.frame());
        context.forward(item.number(), item.frame());
        context.consumed(context.slots().get(index), payloadBytes);
    }

    private ByteBuf keep(Frame frame) {
        ByteBuf whole = frame.retainedFrame();
        if (isUsual(frame, whole) && frame.payloadLength() >= COPY_BELOW_BYTES) {
            return whole;
        }
        try {
            return isUsual(frame, whole) ? whole.copy() : laidOutAnew(frame);
        } finally {
            whole.release();
        }
    }

    private ByteBuf laidOutAnew(Frame frame) {
        ByteBuf copy = context.allocate(frame.payloadLength()).writeBytes(frame.payload());
        return Frames.seal(copy, frame.handler(), frame.stream(), frame.number());
    }

    /** True if the payload lies where {@link Frames} looks for it: other layouts are valid too. */
    private static boolean isUsual(Frame frame, ByteBuf whole) {
        if (Frames.payloadLength(whole) != frame.payloadLength()) {
            return false;
        }
        ByteBuf expected = Frames.payload(whole);
        ByteBuf payload = frame.payload();
        return payload.hasMemoryAddress()
                ? payload.memoryAddress() == expected.memoryAddress()
                : payload.hasArray() && payload.arrayOffset() == expected.arrayOffset();
    }
}
