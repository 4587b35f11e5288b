package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.WavePart;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reduction stream: each message down asks for a wave of its number, each child answers it once, and one combined answer
 * goes up, saying which ranks it holds and which are missing and why.
 *
 * <p>A wave completes when every child that is left has answered, or when its time is up; nodes nearer to the agents give
 * up earlier, so that the others still get what they have. An answer that comes later is dropped: the wave has named its
 * ranks as late.
 */
final class WaveFilter<T> implements UpFilter {
    private static final String LATE = "late";
    /** Waves open at once at the most; an older one is completed as it is. */
    private static final int MAX_OPEN = 64;

    private final UpContext context;
    private final Filter<T> filter;
    private final TreeMap<Long, Wave<T>> open = new TreeMap<>();
    private final Deque<Map.Entry<Long, ByteBuf>> ready = new ArrayDeque<>();
    private long newest;

    WaveFilter(UpContext context, Filter<T> filter) {
        this.context = context;
        this.filter = filter;
    }

    @Override
    public void passedDown(long number) {
        newest = number;
        Wave<T> wave = new Wave<>(filter);
        open.put(number, wave);
        wave.deadline = context.scheduler().schedule(timeoutNs(), () -> giveUp(number, LATE));
        for (Slot slot : context.slots()) {
            if (slot.ended) {
                wave.miss(slot, reason(slot));
            }
        }
        completeIfFull(number, wave);
        if (open.size() > MAX_OPEN) {
            giveUp(open.firstKey(), LATE);
        }
    }

    @Override
    public void received(Slot from, Frame frame) {
        Wave<T> wave = open.get(frame.number());
        if (wave != null && !wave.isFilled(from)) {
            wave.contribute(from, Frames.parse(frame, WavePart.parser()));
            completeIfFull(frame.number(), wave);
        } else if (frame.number() > newest) {
            throw new StciException(Status.PROTOCOL_ERROR, "wave " + frame.number(), "has not been asked for", "");
        }
        context.consumed(from, frame.payloadLength());
    }

    @Override
    public void ended(Slot slot) {
        for (Map.Entry<Long, Wave<T>> entry : new TreeMap<>(open).entrySet()) {
            if (!entry.getValue().isFilled(slot)) {
                entry.getValue().miss(slot, reason(slot));
                completeIfFull(entry.getKey(), entry.getValue());
            }
        }
        finishIfDone();
    }

    @Override
    public void room() {
        while (!ready.isEmpty() && context.hasRoom()) {
            Map.Entry<Long, ByteBuf> next = ready.poll();
            context.emit(next.getKey(), next.getValue());
        }
        finishIfDone();
    }

    @Override
    public void close() {
        open.values().forEach(wave -> wave.deadline.cancel());
        open.clear();
        ready.forEach(entry -> entry.getValue().release());
        ready.clear();
    }

    private void completeIfFull(long number, Wave<T> wave) {
        if (wave.filledCount() == context.slots().size()) {
            complete(number);
        }
    }

    private void giveUp(long number, String reason) {
        Wave<T> wave = open.get(number);
        for (Slot slot : context.slots()) {
            if (!wave.isFilled(slot)) {
                wave.miss(slot, reason);
            }
        }
        complete(number);
    }

    private void complete(long number) {
        Wave<T> wave = open.remove(number);
        wave.deadline.cancel();
        byte[] part = wave.toPart().toByteArray();
        ready.add(Map.entry(number, context.allocate(part.length).writeBytes(part)));
        room();
    }

    private void finishIfDone() {
        boolean allEnded = true;
        for (Iterator<Slot> slots = context.slots().iterator(); allEnded && slots.hasNext(); ) {
            allEnded = slots.next().ended;
        }
        if (allEnded && open.isEmpty() && ready.isEmpty()) {
            context.finished();
        }
    }

    private static String reason(Slot slot) {
        return slot.isLost() ? slot.lostReason : "ended";
    }

    /** The root waits for the whole time, each level below for a step less. */
    private long timeoutNs() {
        long whole = context.spec().getWaveTimeoutNs();
        return whole - whole * context.depth() / (context.height() + 1);
    }
}
