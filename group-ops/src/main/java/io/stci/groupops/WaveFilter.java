package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.WavePart;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reduction stream: each message down asks for a wave of its number, each child answers it once, and one combined answer
 * goes up, saying which ranks it holds and which are missing and why. The front-end gets the answers in the order of the
 * waves.
 *
 * <p>A wave completes when every child that is left has answered, or when its time is up; nodes nearer to the agents give
 * up earlier, so that the others still get what they have. An answer that comes later is dropped: the wave has named its
 * ranks as late. A wave asked for after all members have ended is answered by the front-end itself.
 */
final class WaveFilter<T> implements UpFilter {
    private static final String LATE = "late";
    private static final String TOO_LARGE = "a result larger than a message";
    /** Waves open at once at the most; an older one is completed as it is. */
    private static final int MAX_OPEN = 64;

    private final UpContext context;
    private final Filter<T> filter;
    private final Pump pump = new Pump(this::step);
    private final TreeMap<Long, Wave<T>> open = new TreeMap<>();
    private final TreeMap<Long, ByteBuf> ready = new TreeMap<>();
    private long newest;
    private boolean finished;

    /** @throws StciException INVALID_ARGUMENT if the stream says no time to wait */
    WaveFilter(UpContext context, Filter<T> filter) {
        if (context.spec().getWaveTimeoutNs() <= 0) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "stream of waves", "has no wave timeout", "set one above 0 ns");
        }
        this.context = context;
        this.filter = filter;
    }

    @Override
    public void passedDown(long number) {
        newest = number;
        if (finished && !context.isRoot()) {
            return;
        }
        Wave<T> wave = new Wave<>(filter);
        open.put(number, wave);
        wave.deadline = context.scheduler().schedule(timeoutNs(), () -> timeUp(number));
        context.slots().stream().filter(slot -> slot.ended).forEach(wave::missEnded);
        completeIfFull(number, wave);
        if (open.size() > MAX_OPEN) {
            giveUp(open.firstKey());
        }
        pump.run();
    }

    @Override
    public void received(Slot from, Frame frame) {
        if (frame.number() > newest) {
            throw new StciException(Status.PROTOCOL_ERROR, "wave " + frame.number(), "has not been asked for", "");
        }
        Wave<T> wave = open.get(frame.number());
        if (wave != null && !wave.isFilled(from)) {
            wave.contribute(from, Frames.parse(frame, WavePart.parser()));
            completeIfFull(frame.number(), wave);
        }
        context.consumed(from, frame.payloadLength());
        pump.run();
    }

    @Override
    public void ended(Slot slot) {
        for (Map.Entry<Long, Wave<T>> entry : new TreeMap<>(open).entrySet()) {
            if (!entry.getValue().isFilled(slot)) {
                entry.getValue().missEnded(slot);
                completeIfFull(entry.getKey(), entry.getValue());
            }
        }
        pump.run();
    }

    @Override
    public void room() {
        pump.run();
    }

    @Override
    public void close() {
        open.values().forEach(wave -> wave.deadline.cancel());
        open.clear();
        ready.values().forEach(ByteBuf::release);
        ready.clear();
    }

    private void step() {
        while (context.hasRoom() && hasNext()) {
            Map.Entry<Long, ByteBuf> next = ready.pollFirstEntry();
            context.emit(next.getKey(), next.getValue());
        }
        if (context.allEnded() && open.isEmpty() && ready.isEmpty()) {
            finished = true;
            context.finished();
        }
    }

    /** Junctions pass on what is ready, the front-end only what no older wave is still to come before. */
    private boolean hasNext() {
        return !ready.isEmpty() && (!context.isRoot() || open.isEmpty() || ready.firstKey() < open.firstKey());
    }

    private void timeUp(long number) {
        giveUp(number);
        pump.run();
    }

    private void giveUp(long number) {
        Wave<T> wave = open.get(number);
        context.slots().stream().filter(slot -> !wave.isFilled(slot)).forEach(slot -> wave.miss(slot, LATE));
        complete(number);
    }

    private void completeIfFull(long number, Wave<T> wave) {
        if (wave.filledCount() == context.slots().size()) {
            complete(number);
        }
    }

    private void complete(long number) {
        Wave<T> wave = open.remove(number);
        wave.deadline.cancel();
        byte[] part = wave.toPart().toByteArray();
        if (part.length > Frames.MAX_PAYLOAD_BYTES) {
            part = Wave.nobody(context.members(), TOO_LARGE).toByteArray();
        }
        ready.put(number, context.allocate(part.length).writeBytes(part));
    }

    /** The root waits for the whole time, each level below for a step less. */
    private long timeoutNs() {
        long wholeNs = context.spec().getWaveTimeoutNs();
        return wholeNs - wholeNs / (context.height() + 1) * context.depth();
    }
}
