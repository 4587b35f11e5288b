package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.routing.Topology;
import io.stci.transport.Frame;
import io.stci.wire.Adoption;
import io.stci.wire.Positions;
import io.stci.wire.SlowChild;
import io.stci.wire.StreamSpec;
import io.stci.wire.Torpid;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One stream at a front-end or junction: the way down ({@link DownPath}), a filter for what comes up, with credit for each
 * child ({@link ChildSlots}), and who is missing ({@link Absences}). Children may be lost and their children come instead;
 * see {@link Streams} for how nothing is lost or counted twice then. Confined to the node's thread.
 */
final class InteriorStream {
    private final StreamSpec spec;
    private final RankSet members;
    private final UpSink sink;
    private final ChildSlots slots;
    private final SlowReports reports;
    private final SlowWatch watch;
    private final DownPath down;
    private final UpPositions positions;
    private final Absences absences;
    private final StreamEnds ends;
    private final UpFilter filter;
    private final Quiescence quiescence;
    private final Resumption resumption;
    private final Succession succession;
    private final FromAbove fromAbove;
    private final FromChildren fromChildren;
    private boolean closed;

    /** @param branches who stands below, with the ranks of each */
    InteriorStream(
            Node node,
            Topology topology,
            FilterCatalog catalog,
            StreamSpec spec,
            RankSet all,
            UpSink sink,
            List<Branch> branches) {
        this.spec = spec;
        this.members = topology.ranks(node.id()).intersect(all);
        this.sink = sink;
        this.slots = new ChildSlots(node, spec, all, branches);
        this.reports = new SlowReports(sink);
        this.watch = new SlowWatch(node, topology, spec, this::slow);
        DownCut cut = new DownCut(node, catalog, spec, Place.of(node));
        this.down = new DownPath(node, spec, cut, slots, sink, reports, watch, this::missed);
        this.positions = new UpPositions(node, spec.getId(), slots, members);
        this.absences = new Absences(slots);
        this.ends = new StreamEnds(slots, absences, sink);
        this.filter = UpFilters.create(
                spec.getUpFilter(),
                new FilterContext(
                        node, catalog, topology, spec, members, sink, slots, positions, absences, ends, this::rested));
        this.quiescence = new Quiescence(node, spec.getId(), slots, filter, sink::quiet);
        this.resumption = new Resumption(node, spec.getId(), slots, positions, absences, filter, quiescence);
        this.succession = new Succession(node, spec, slots, down, absences, filter, resumption, reports, quiescence);
        this.fromAbove = new FromAbove(down, filter, succession);
        this.fromChildren = new FromChildren(slots, members, down, filter, ends, reports, quiescence, resumption);
    }

    /**
     * Opens the stream below, and lets the children send.
     *
     * @param present the children that have introduced themselves; the others hear of it when they do
     */
    void open(Set<Integer> present) {
        absences.neverThere("is gone", members.minus(slots.ranks()));
        for (Slot slot : slots.all()) {
            if (present.contains(slot.child)) {
                succession.open(slot);
            } else {
                slot.disconnect("is not connected");
            }
        }
        ends.passBegun(filter);
        finishIfNobodyIsLeft();
    }

    /** Takes what comes down. */
    FromAbove fromAbove() {
        return fromAbove;
    }

    /** What is kept on its way down. */
    DownLog downLog() {
        return down.log();
    }

    /** Takes what children say. */
    FromChildren fromChildren() {
        return fromChildren;
    }

    /** A child has been silent for long, or is heard again. */
    void childTorpid(int child, boolean torpid) {
        Slot slot = slots.find(child);
        if (slot != null && spec.getTorpid() == Torpid.TORPID_EXCLUDE) {
            slot.torpid = torpid;
            if (torpid) {
                filter.excluded(slot);
            }
        }
    }

    /** Takes children as they are lost and come back. */
    Succession succession() {
        return succession;
    }

    /** True if a child has had what has not come here yet. */
    boolean isBehind(Adoption.Stream child) {
        return down.isBehind(child);
    }

    /** A child is there, for the first time or again; null if it doesn't know the stream. */
    void rejoin(int child, Adoption.Stream state) {
        if (state != null && state.getDetached()) {
            giveUp(child, "slow: was taken off the stream");
        } else {
            succession.rejoin(child, state);
        }
    }

    /** Nobody has come back for these ranks in time. */
    void giveUp(int child, String reason) {
        Slot slot = slots.find(child);
        if (slot != null && !slot.gone) {
            succession.giveUp(slot, reason);
            ends.end(slot, filter);
            rested();
        }
    }

    /** A wave is to end with what has been contributed. */
    void cut(long number, String reason) {
        if (!closed) {
            filter.cut(number, reason);
        }
    }

    /** Those above ask for rest under this number, or with 0 for an end of it. */
    void quiesce(long number) {
        if (!closed) {
            quiescence.ask(number);
        }
    }

    void granted(long bytes) {
        if (!closed) {
            sink.grant(bytes);
            filter.room();
        }
    }

    /** Of the children that have ended, the members that did not end of their own accord. */
    Map<String, RankSet> missing() {
        return absences.missing();
    }

    /** The link to the parent is gone, or a new one is there. */
    void parentChanged() {
        sink.reset();
        quiescence.again();
    }

    /** The new parent asks for what it lacks. */
    void resume(long number, Positions from) {
        sink.resumed(number);
        reports.tellAgain();
        ends.again();
        resumption.asked(from);
        ends.passBegun(filter);
        finishIfNobodyIsLeft();
    }

    /** The front-end has this for good: those who kept it need not. */
    void confirmed(Frame frame) {
        filter.confirmed(frame.number());
        positions.confirmed(frame);
    }

    /** @param stateRoom how many bytes what the filter keeps may have; more is not handed on */
    Adoption.Stream adoptionState(int stateRoom) {
        Adoption.Stream.Builder state = down.state().setQuiesced(quiescence.asked());
        byte[] kept = filter.state();
        if (kept != null && kept.length <= stateRoom) {
            state.setFilterState(ByteString.copyFrom(kept));
        }
        return state.build();
    }

    List<ChildFlow> flows() {
        return slots.flows();
    }

    /** Ends the stream here and below. */
    void close() {
        release();
        slots.end(HandlerIds.STREAM_CLOSE);
    }

    /** This node is taken off the stream: ends it here and below. */
    void detach() {
        release();
        slots.end(HandlerIds.STREAM_DETACH);
    }

    /** Ends the stream here. */
    void release() {
        closed = true;
        fromAbove.close();
        sink.close();
        slots.close();
        positions.close();
        filter.close();
        down.close();
    }

    private void slow(Slot slot) {
        if (spec.getSlowChild() == SlowChild.SLOW_DETACH) {
            long patienceMs = TimeUnit.NANOSECONDS.toMillis(watch.patienceNs());
            succession.detach(slot, "slow: acknowledged nothing for " + patienceMs + " ms");
            giveUp(slot.child, slot.vacantReason);
        } else {
            down.passOver(slot);
            filter.excluded(slot);
        }
    }

    private void rested() {
        if (!closed) {
            quiescence.check();
        }
    }

    private void missed(Slot slot, long first, long last, String reason) {
        filter.missed(slot, first, last, reason);
    }

    private void finishIfNobodyIsLeft() {
        if (slots.allEnded()) {
            filter.room();
            slots.all().stream().findFirst().ifPresentOrElse(filter::ended, ends::finished);
        }
    }
}
