package io.stci.groupops;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.Reliability;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reduction stream: each message down asks for a wave of its number, each child answers it once, and one combined answer
 * goes up, saying which ranks it holds and which are missing and why.
 *
 * <p>A wave completes when every rank below has answered or is given up, or when its time is up; nodes nearer to the agents
 * give up earlier, so that the others still get what they have. An answer that comes later is dropped: the wave has named
 * its ranks as late.
 *
 * <p>A filter that fails, or isn't known here, fails the waves that it is for, and nothing else.
 *
 * <p>Answers are kept until the front-end has confirmed their wave, to be sent again to a new parent.
 */
final class WaveFilter implements UpFilter {
    private static final String TOO_LARGE = "a result larger than a message";
    /** Waves open at once at the most; an older one is completed as it is. */
    private static final int MAX_OPEN = 64;
    /** The front-end confirms so many waves together. */
    private static final int CONFIRM_EVERY = 8;

    private final UpContext context;
    private final boolean isReliable;
    private final FilterVersions filters;
    private final WaveClocks clocks;
    private final WaveAbsences absences;
    private final WaveCuts cuts;
    private final WavePartReader reader = new WavePartReader();
    private final TreeMap<Long, Wave> open = new TreeMap<>();
    private final WaveBacklog backlog;
    private final Pump pump = new Pump(this::step);
    private long newest;
    private long confirmed;
    private boolean finished;

    /** @throws StciException INVALID_ARGUMENT if the stream says no time to wait */
    WaveFilter(UpContext context, FilterVersions filters) {
        this.context = context;
        this.filters = filters;
        this.clocks = new WaveClocks(context, this::timeUp);
        this.absences = new WaveAbsences(context);
        this.cuts = new WaveCuts(context, new LateEnds());
        this.isReliable = context.spec().getReliability() != Reliability.UNRELIABLE;
        byte[] nobody = Wave.nobody(context.members(), Slot.SLOW).toByteArray();
        this.backlog = new WaveBacklog(context.spec().getSlowChild(), isReliable && !context.isRoot(), nobody);
    }

    @Override
    public Replay replay() {
        return Replay.BY_EACH_NODE;
    }

    @Override
    public void passedDown(long number) {
        newest = number;
        if (finished && !context.isRoot()) {
            return;
        }
        Wave wave = new Wave(filters.of(number), context.place(), context.members());
        open.put(number, wave);
        clocks.asked(number, wave);
        absences.begin(wave);
        cuts.begun(number, wave);
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
        Wave wave = open.get(frame.number());
        if (wave != null) {
            reader.read(frame.payload());
            wave.contribute(from.ranks, reader);
            wave.progressed(from.child, 0);
            clocks.contributed(frame.number(), wave);
            cuts.contributed(frame.number(), wave);
            completeIfFull(frame.number(), wave);
        }
        context.consumed(from, frame.payloadLength());
        pump.run();
    }

    @Override
    public void ended(Slot slot) {
        for (Map.Entry<Long, Wave> entry : new TreeMap<>(open).entrySet()) {
            WaveAbsences.ended(entry.getValue(), slot);
            completeIfFull(entry.getKey(), entry.getValue());
        }
        pump.run();
    }

    @Override
    public void parametersChanged(long number, byte[] parameters) {
        filters.change(number, parameters);
        newest = number;
    }

    @Override
    public void passedGap(long last) {
        newest = last;
    }

    /** The parent has counted them; who takes its place has not. */
    @Override
    public void notAsked(long number) {
        backlog.keep(number, Wave.nobody(context.members(), DownCut.NOT_ASKED).toByteArray());
    }

    @Override
    public void missed(Slot slot, long first, long last, String reason) {
        miss(new TreeMap<>(open.subMap(first, true, last, true)), slot, reason);
    }

    @Override
    public void vacated(Slot slot) {
        if (absences.isMissed(slot)) {
            miss(new TreeMap<>(open), slot, slot.vacantReason);
        }
    }

    @Override
    public void rejoined(Slot slot) {
        cuts.rejoined(open, slot);
    }

    @Override
    public void cut(long number, String reason) {
        Wave wave = open.get(number);
        if (wave != null) {
            cuts.cut(number, wave, reason);
            completeIfFull(number, wave);
        } else if (number > newest) {
            cuts.remember(number, reason);
        }
        pump.run();
    }

    @Override
    public void progressed(Slot slot, long number, int held) {
        Wave wave = open.get(number);
        if (wave != null) {
            wave.progressed(slot.child, held);
            cuts.contributed(number, wave);
            completeIfFull(number, wave);
            pump.run();
        }
    }

    @Override
    public byte[] state() {
        return filters.state();
    }

    @Override
    public void adopted(Slot slot, byte[] state) {
        filters.adopt(slot.ranks, state);
    }

    @Override
    public void excluded(Slot slot) {
        miss(new TreeMap<>(open), slot, slot.excluded());
    }

    @Override
    public void room() {
        pump.run();
    }

    @Override
    public void resume(int openRank) {
        backlog.again();
        cuts.again(open);
        finished = false;
        pump.run();
    }

    @Override
    public boolean isIdle() {
        return open.isEmpty() && backlog.isEmpty();
    }

    /** What waves have of a child stays: they know whose it is. */
    @Override
    public void discard(Slot slot) {
        open.values().forEach(wave -> wave.progressed(slot.child, 0));
    }

    @Override
    public void confirmed(long number) {
        backlog.confirmed(number);
    }

    @Override
    public void close() {
        open.values().forEach(Wave::stop);
        open.clear();
        backlog.clear();
    }

    private void miss(TreeMap<Long, Wave> waves, Slot slot, String reason) {
        waves.forEach((number, wave) -> {
            wave.miss(slot.ranks, reason);
            completeIfFull(number, wave);
        });
        pump.run();
    }

    private void completeIfFull(long number, Wave wave) {
        if (wave.isFull()) {
            complete(number);
        }
    }

    private void step() {
        while (context.hasRoom() && hasNext()) {
            WaveBacklog.Answer next = backlog.poll();
            context.emit(next.wave(), context.allocate(next.part().length).writeBytes(next.part()));
        }
        if (!context.hasRoom()) {
            backlog.shed();
        }
        if (context.allEnded() && open.isEmpty() && backlog.isEmpty()) {
            finished = true;
            context.finished();
        }
        context.rested();
    }

    /** Junctions pass on what is ready, the front-end, if nothing else is asked for, only what no older wave is to come before. */
    private boolean hasNext() {
        boolean inOrder = context.isRoot() && !context.spec().getWavesAsReady();
        return !backlog.isEmpty() && (!inOrder || open.isEmpty() || backlog.first() < open.firstKey());
    }

    private void timeUp(long number) {
        giveUp(number);
        pump.run();
    }

    private final class LateEnds implements WaveCuts.Listener {
        @Override
        public void timeUp(long number) {
            WaveFilter.this.timeUp(number);
        }

        @Override
        public void missed(long number) {
            Wave wave = open.get(number);
            if (wave != null) {
                completeIfFull(number, wave);
                pump.run();
            }
        }
    }

    private void giveUp(long number) {
        absences.giveUp(open.get(number));
        complete(number);
    }

    private void complete(long number) {
        byte[] part = open.remove(number).complete(number).toByteArray();
        filters.forgetBelow(open.isEmpty() ? number : open.firstKey());
        if (part.length > Frames.MAX_PAYLOAD_BYTES) {
            part = Wave.nobody(context.members(), TOO_LARGE).toByteArray();
        }
        backlog.add(number, part);
        if (context.isRoot()) {
            confirmIfDue();
        }
    }

    /** All waves below the oldest open one are complete. */
    private void confirmIfDue() {
        long complete = open.isEmpty() ? newest : open.firstKey() - 1;
        if (isReliable && complete - confirmed >= CONFIRM_EVERY) {
            confirmed = complete;
            context.confirm(confirmed);
        }
    }
}
