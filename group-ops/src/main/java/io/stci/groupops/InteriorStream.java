package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.ordering.DownStore;
import io.stci.ordering.PositionMap;
import io.stci.ordering.ReceiveSequence;
import io.stci.ordering.SubtreeAck;
import io.stci.routing.Topology;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.wire.Adoption;
import io.stci.wire.Positions;
import io.stci.wire.StreamSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One stream at a front-end or junction: multicast down, kept until the subtree has acknowledged it, and a filter for what
 * comes up, with credit for each child. Children may be lost and their children come instead; see {@link Streams} for how
 * nothing is lost or counted twice then. Confined to the node's thread.
 */
final class InteriorStream implements UpContext {
    /** What a node holds of one stream at the most, shared by its children. */
    private static final long NODE_WINDOW_BYTES = 2 << 20;

    private static final long MIN_WINDOW_BYTES = 32 << 10;
    private static final long MAX_WINDOW_BYTES = 256 << 10;
    /** Senders wait for acknowledgements long before so much is on its way down. */
    private static final long STORE_BYTES = 16 << 20;

    private final Node node;
    private final Topology topology;
    private final StreamSpec spec;
    private final RankSet members;
    private final UpSink sink;
    private final List<Slot> slots = new ArrayList<>();
    private final SubtreeAck acks = new SubtreeAck();
    private final DownStore<ByteBuf> store = new DownStore<>(STORE_BYTES, ByteBuf::readableBytes, ByteBuf::release);
    private final ReceiveSequence downward = new ReceiveSequence();
    private final Map<String, RankSet> lost = new LinkedHashMap<>();
    private final PositionMap positions;
    private final Confirmer confirmer;
    private final UpFilter filter;
    private final long windowBytes;
    private final Map<String, RankSet> gaps = new LinkedHashMap<>();
    private long resumes;
    private boolean begunSent;
    private boolean endedSent;
    private boolean closed;

    /** @param branches who stands below, with the ranks of each */
    InteriorStream(Node node, Topology topology, StreamSpec spec, RankSet all, UpSink sink, List<Branch> branches) {
        this.node = node;
        this.topology = topology;
        this.spec = spec;
        this.members = topology.ranks(node.id()).intersect(all);
        this.sink = sink;
        this.positions = PositionMessages.start(members);
        List<Branch> concerned = branches.stream()
                .filter(branch -> branch.ranks().intersects(all))
                .toList();
        this.windowBytes = windowBytes(concerned.size());
        for (Branch branch : concerned) {
            slots.add(new Slot(branch.child(), branch.ranks().intersect(all), windowBytes));
            acks.add(branch.child(), 0);
        }
        this.confirmer = new Confirmer(positions, members, node.scheduler(), this::sendConfirmation);
        this.filter = UpFilters.create(spec.getUpFilter(), this);
    }

    /** What a child of a node with so many children on a stream may send ahead. */
    static long windowBytes(int children) {
        long share = NODE_WINDOW_BYTES / Math.max(1, children);
        return Math.min(MAX_WINDOW_BYTES, Math.max(MIN_WINDOW_BYTES, share));
    }

    /**
     * Opens the stream below, and lets the children send.
     *
     * @param present the children that have introduced themselves; the others hear of it when they do
     */
    void open(Set<Integer> present) {
        RankSet left = RankSet.union(slots.stream().map(slot -> slot.ranks).toList());
        lose("is gone", members.minus(left));
        gaps.putAll(lost);
        for (Slot slot : slots) {
            if (present.contains(slot.child)) {
                node.sendDown(slot.child, openFrame(), Lane.CONTROL);
                slot.connect();
                grant(slot, slot.credit.initialGrant());
            } else {
                slot.disconnect("is not connected");
            }
        }
        passBegun();
        finishIfNobodyIsLeft();
    }

    /**
     * Sends a numbered message down. Takes the sealed frame over.
     *
     * @param end true for the end, which is numbered like a message but asks for nothing
     */
    void down(long number, ByteBuf sealedFrame, boolean end) {
        if (!admits(number, sealedFrame)) {
            return;
        }
        store.add(number, sealedFrame);
        for (Slot slot : slots) {
            if (slot.connected) {
                node.sendDown(slot.child, sealedFrame.retainedDuplicate(), Lane.DATA);
            }
        }
        acknowledgeIfNobodyIsLeft(number);
        if (!end) {
            filter.passedDown(number);
        }
    }

    private void acknowledgeIfNobodyIsLeft(long number) {
        store.acked(Math.min(acks.acked(), number));
        if (acks.acked() >= number) {
            sink.acked(number);
        }
    }

    private boolean admits(long number, ByteBuf sealedFrame) {
        boolean admitted = false;
        try {
            admitted = !closed && downward.admit(number);
        } finally {
            if (!admitted) {
                sealedFrame.release();
            }
        }
        return admitted;
    }

    void received(int child, Frame frame) {
        Slot slot = slot(child);
        slot.credit.received(Slot.cost(frame));
        if (slot.awaitedResume > 0) {
            consumed(slot, frame.payloadLength());
        } else if (slot.ended) {
            throw broken(child, "sends after its end");
        } else {
            filter.received(slot, frame);
        }
    }

    void childBegun(int child) {
        Slot slot = slot(child);
        if (slot.awaitedResume == 0) {
            slot.begun = true;
            passBegun();
        }
    }

    void childEnded(int child, Map<String, RankSet> missing) {
        Slot slot = slot(child);
        if (!slot.ranks.containsAll(RankSet.union(missing.values()).intersect(members))) {
            throw broken(child, "reports ranks that are not below it");
        }
        if (slot.awaitedResume == 0 && !slot.ended) {
            slot.missing = missing;
            end(slot);
        }
    }

    void childAcked(int child, long upTo) {
        if (upTo > downward.last() && upTo != Long.MAX_VALUE) {
            throw broken(child, "acknowledges message " + upTo + " of " + downward.last());
        }
        acked(() -> acks.ack(slot(child).child, upTo));
    }

    void childResumed(int child, long number) {
        Slot slot = slot(child);
        if (slot.awaitedResume == number) {
            slot.awaitedResume = 0;
        }
    }

    /** The link to a child is gone; it or its children may come back. What it had sent stays. */
    void vacate(int child, String reason) {
        Slot slot = find(child);
        if (slot != null) {
            slot.disconnect(reason);
        }
    }

    /** A node that stood below a lost child stands directly below this one now. */
    void adopt(int lostChild, Branch adopted) {
        Slot from = find(lostChild);
        RankSet moved = from == null ? RankSet.empty() : from.ranks.intersect(adopted.ranks());
        if (moved.isEmpty()) {
            return;
        }
        from.ended = from.ended && from.held.isEmpty();
        filter.discard(from);
        from.ranks = from.ranks.minus(moved);
        Slot slot = new Slot(adopted.child(), moved, windowBytes);
        slot.disconnect(from.vacantReason);
        slots.add(slot);
        acks.add(adopted.child(), acks.acked() == Long.MAX_VALUE ? downward.last() : acks.acked());
        if (from.ranks.isEmpty()) {
            remove(from);
        }
    }

    /**
     * A child is there, for the first time or again; null if it doesn't know the stream. One that the stream was opened for
     * after its link came up needs nothing more.
     */
    void rejoin(int child, Adoption.Stream state) {
        Slot slot = find(child);
        if (slot == null || slot.connected) {
            return;
        }
        filter.discard(slot);
        slot.connect();
        if (state == null) {
            node.sendDown(child, openFrame(), Lane.CONTROL);
        }
        long received = state == null ? 0 : state.getReceived();
        store.forEachAfter(received, (number, frame) -> node.sendDown(child, frame.retainedDuplicate(), Lane.DATA));
        slot.ended = false;
        slot.awaitedResume = 0;
        if (state != null) {
            sendResume(slot);
        }
        grant(slot, slot.credit.initialGrant());
        if (state != null) {
            // Last, for the consumer may send more at once, which must not overtake what the child lacks.
            acked(() -> acks.ack(child, state.getAcked()));
        }
    }

    /** Nobody has come back for these ranks in time. */
    void giveUp(int child, String reason) {
        Slot slot = find(child);
        if (slot == null) {
            return;
        }
        if (!slot.ended) {
            lose(reason, slot.ranks);
            slot.missing = Map.of(reason, slot.ranks);
        }
        slot.gone = true;
        acked(() -> acks.remove(child));
        end(slot);
    }

    void granted(long bytes) {
        if (!closed) {
            sink.grant(bytes);
            filter.room();
        }
    }

    /** Of the children that have ended, the members that did not end of their own accord. */
    Map<String, RankSet> missing() {
        Map<String, RankSet> missing = new LinkedHashMap<>(gaps);
        slots.forEach(slot -> MissingRanks.addAll(missing, slot.missing));
        return missing;
    }

    /** The link to the parent is gone, or a new one is there. */
    void parentChanged() {
        sink.reset();
    }

    /** The new parent asks for what it lacks. */
    void resume(long number, Positions from) {
        sink.resumed(number);
        begunSent = false;
        endedSent = false;
        int openRank = from.hasOpenRank() ? from.getOpenRank() : UpFilter.NO_RANK;
        if (filter.replay() == UpFilter.Replay.BY_SOURCES) {
            startOver(from, openRank);
        } else {
            filter.resume(openRank);
        }
        passBegun();
        finishIfNobodyIsLeft();
    }

    /** Forgets what is held here, as the sources send it again. What came from one that is gone is lost with it. */
    private void startOver(Positions from, int openRank) {
        PositionMap before = PositionMessages.copy(positions, members);
        PositionMessages.apply(from, members, positions);
        slots.stream().filter(slot -> slot.gone).forEach(slot -> cutOffWhatIsForgotten(slot, before));
        filter.resume(openRank);
        for (Slot slot : slots) {
            slot.ended = slot.gone;
            slot.missing = slot.gone ? slot.missing : Map.of();
            if (slot.connected) {
                sendResume(slot);
            }
        }
    }

    private void cutOffWhatIsForgotten(Slot slot, PositionMap before) {
        RankSet.Builder ranks = new RankSet.Builder();
        slot.ranks.forEach(rank -> {
            if (!slot.held.isEmpty() || positions.of(rank) < before.of(rank)) {
                ranks.add(rank);
            }
        });
        RankSet forgotten = ranks.build().minus(RankSet.union(slot.missing.values()));
        if (!forgotten.isEmpty()) {
            MissingRanks.add(gaps, slot.vacantReason, forgotten);
        }
    }

    /** The front-end has this for good: those who kept it need not. */
    void confirmed(Frame frame) {
        filter.confirmed(frame.number());
        RankSet concerned = PositionMessages.ranks(PositionMessages.parse(frame));
        for (Slot slot : slots) {
            if (slot.connected && (concerned.isEmpty() || slot.ranks.intersects(concerned))) {
                node.sendDown(slot.child, frame.retainedFrame(), Lane.CONTROL);
            }
        }
    }

    Adoption.Stream adoptionState() {
        long acked = Math.min(acks.acked(), downward.last());
        return Adoption.Stream.newBuilder()
                .setId(spec.getId())
                .setReceived(downward.last())
                .setAcked(acked)
                .build();
    }

    /** Ends the stream here and below. */
    void close() {
        release();
        for (Slot slot : slots) {
            node.sendDown(
                    slot.child, Frames.of(node.allocator(), HandlerIds.STREAM_CLOSE, spec.getId(), 0), Lane.CONTROL);
        }
    }

    /** Ends the stream here. */
    void release() {
        closed = true;
        sink.close();
        confirmer.close();
        filter.close();
        store.close();
    }

    @Override
    public StreamSpec spec() {
        return spec;
    }

    @Override
    public RankSet members() {
        return members;
    }

    @Override
    public List<Slot> slots() {
        return slots;
    }

    @Override
    public boolean allEnded() {
        return slots.stream().allMatch(slot -> slot.ended);
    }

    @Override
    public Map<String, RankSet> lost() {
        return lost;
    }

    @Override
    public Scheduler scheduler() {
        return node.scheduler();
    }

    @Override
    public boolean isRoot() {
        return node.id() == Topology.ROOT;
    }

    @Override
    public int depth() {
        return topology.depth(node.id());
    }

    @Override
    public int height() {
        return topology.height();
    }

    @Override
    public boolean hasRoom() {
        return sink.hasRoom();
    }

    @Override
    public ByteBuf allocate(int payloadCapacity) {
        return Frames.allocate(node.allocator(), payloadCapacity);
    }

    @Override
    public void emit(long number, ByteBuf frame) {
        sink.send(number, Frames.seal(frame, HandlerIds.STREAM_UP, spec.getId(), number));
    }

    @Override
    public void forward(long number, ByteBuf sealedFrame) {
        sink.send(number, sealedFrame);
    }

    @Override
    public void consumed(Slot slot, int payloadBytes) {
        if (slot.connected && !closed) {
            long grant = slot.credit.consumed(Slot.cost(payloadBytes));
            if (grant > 0) {
                grant(slot, grant);
            }
        }
    }

    @Override
    public void accepted(int rank, long bytes) {
        positions.advance(rank, bytes);
        if (isRoot()) {
            confirmer.advanced(rank);
        }
    }

    @Override
    public void accepted(RankSet ranks, long bytes) {
        positions.advance(ranks, bytes);
        if (isRoot()) {
            confirmer.advanced(ranks);
        }
    }

    @Override
    public void confirm(long number) {
        sendConfirmation(number, Positions.getDefaultInstance());
    }

    @Override
    public void reject(Slot slot, StciException why) {
        node.refuseChild(slot.child, why);
    }

    @Override
    public void finished() {
        if (!endedSent) {
            endedSent = true;
            sink.ended(missing());
        }
    }

    private void end(Slot slot) {
        slot.ended = true;
        slot.begun = true;
        passBegun();
        if (!closed) {
            filter.ended(slot);
        }
    }

    private void lose(String reason, RankSet ranks) {
        if (!ranks.isEmpty()) {
            lost.merge(reason, ranks, RankSet::union);
        }
    }

    private void remove(Slot slot) {
        slot.gone = true;
        slots.remove(slot);
        acked(() -> acks.remove(slot.child));
    }

    private void acked(Runnable change) {
        long before = acks.acked();
        change.run();
        long after = acks.acked();
        if (after > before) {
            long reached = Math.min(after, downward.last());
            store.acked(reached);
            sink.acked(reached);
        }
    }

    private void passBegun() {
        if (!begunSent && slots.stream().allMatch(slot -> slot.begun)) {
            begunSent = true;
            filter.begun();
            sink.begun();
        }
    }

    private void finishIfNobodyIsLeft() {
        if (allEnded()) {
            filter.room();
            slots.stream().findFirst().ifPresentOrElse(filter::ended, this::finished);
        }
    }

    private void sendResume(Slot slot) {
        slot.awaitedResume = ++resumes;
        node.sendDown(
                slot.child,
                Frames.of(node.allocator(), HandlerIds.STREAM_RESUME, spec.getId(), resumes, resumeFrom(slot)),
                Lane.CONTROL);
    }

    private Positions resumeFrom(Slot slot) {
        if (filter.replay() != UpFilter.Replay.BY_SOURCES) {
            return Positions.getDefaultInstance();
        }
        Positions.Builder from = PositionMessages.of(positions, slot.ranks).toBuilder();
        int openRank = filter.openRank();
        if (openRank != UpFilter.NO_RANK && slot.ranks.contains(openRank)) {
            from.setOpenRank(openRank);
        }
        return from.build();
    }

    private void sendConfirmation(long number, Positions confirmed) {
        RankSet concerned = PositionMessages.ranks(confirmed);
        for (Slot slot : slots) {
            if (slot.connected && (concerned.isEmpty() || slot.ranks.intersects(concerned))) {
                node.sendDown(
                        slot.child,
                        Frames.of(node.allocator(), HandlerIds.STREAM_CONFIRM, spec.getId(), number, confirmed),
                        Lane.CONTROL);
            }
        }
    }

    private ByteBuf openFrame() {
        return Frames.of(node.allocator(), HandlerIds.STREAM_OPEN, spec.getId(), 0, spec);
    }

    private void grant(Slot slot, long bytes) {
        node.sendDown(
                slot.child,
                Frames.of(node.allocator(), HandlerIds.STREAM_UP_CREDIT, spec.getId(), bytes),
                Lane.CONTROL);
    }

    private Slot find(int child) {
        for (Slot slot : slots) {
            if (slot.child == child) {
                return slot;
            }
        }
        return null;
    }

    private Slot slot(int child) {
        Slot slot = find(child);
        if (slot == null) {
            throw broken(child, "is not on stream " + spec.getId());
        }
        return slot;
    }

    private static StciException broken(int child, String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "child " + child, reason, "");
    }
}
