package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.ordering.ReplayBuffer;
import io.stci.ordering.ReplayPiece;
import io.stci.transport.Frames;
import io.stci.wire.Adoption;
import io.stci.wire.Positions;
import io.stci.wire.Reliability;
import io.stci.wire.StreamSpec;
import java.util.Map;

/**
 * An agent's end of a stream. Confined to the node's thread.
 *
 * <p>What is sent is kept until the front-end has it for good, and is sent again when a junction on the way is lost. Records
 * are sent while {@link #hasRoom()}; a listener tells when there is room again.
 */
public final class LeafStream {
    /** What is kept of records at the most, but for one that overdraws it. */
    private static final int KEPT_BYTES = 256 << 10;

    private final Node node;
    private final StreamSpec spec;
    private final int rank;
    private final ParentSink sink;
    private final LeafDown downward;
    private ReplayBuffer records = new ReplayBuffer(KEPT_BYTES);
    private final LeafWaves waves;
    private final LeafRest rest;
    private Runnable roomListener = () -> {};
    private boolean resumePending;
    private boolean begun;
    private boolean ending;
    private boolean endSent;
    private boolean closed;
    private StciException refusal;

    LeafStream(Node node, StreamSpec spec, int rank) {
        this.node = node;
        this.spec = spec;
        this.rank = rank;
        this.sink = new ParentSink(node, spec);
        this.downward = new LeafDown(sink, this::notAsked);
        this.waves = new LeafWaves(spec.getReliability() != Reliability.UNRELIABLE);
        this.rest = new LeafRest(spec.getId(), sink);
    }

    public StreamSpec spec() {
        return spec;
    }

    public int rank() {
        return rank;
    }

    /** Who takes what comes down. */
    public void handler(LeafHandler handler) {
        downward.handler(handler);
    }

    /** Called whenever there may be room again. */
    public void roomListener(Runnable listener) {
        this.roomListener = listener;
    }

    /** True if another record can be taken; never while the stream is brought to rest. */
    public boolean hasRoom() {
        return records.hasRoom() && !rest.isAsked();
    }

    /** True once the stream has been closed from above; what is sent then goes nowhere. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Sends a record up.
     *
     * @param record taken over, not empty, to be left unchanged
     * @param lineContinues true for a piece of a line that goes on in the next record
     * @throws io.stci.core.StciException RESOURCE_EXHAUSTED if there is no room
     */
    public void send(byte[] record, boolean lineContinues) {
        if (!closed && !ending) {
            rest.checkFlows();
            records.append(record, lineContinues);
            pump();
        }
    }

    /**
     * Contributes on a stream without waves.
     *
     * @param value as the stream's filter encodes it
     * @throws io.stci.core.StciException RESOURCE_EXHAUSTED if there is no room
     */
    public void contribute(byte[] value) {
        byte[] record = new byte[value.length + 1];
        System.arraycopy(value, 0, record, 1, value.length);
        send(record, false);
    }

    /** Answers a wave; taken over. Each wave once. */
    public void answer(long wave, byte[] value) {
        if (!closed && !ending) {
            waves.add(wave, WaveParts.of(rank, value));
            pump();
        }
    }

    /** Answers a wave with why this agent contributes nothing. Each wave once. */
    public void decline(long wave, String reason) {
        if (!closed && !ending) {
            waves.add(wave, Wave.nobody(RankSet.of(rank), reason).toByteArray());
            pump();
        }
    }

    /** Tells that this agent may send from now on, so that nobody waits for it to start. */
    public void begin() {
        if (!closed && !begun) {
            begun = true;
            sink.begun();
        }
    }

    /** Tells that this agent will send no more. */
    public void end() {
        if (!ending && !closed) {
            ending = true;
            pump();
        }
    }

    /** Tells that the messages up to this number have been consumed. */
    public void ack(long upTo) {
        downward.ack(upTo);
    }

    /** Tells the parent that nothing comes from here and nothing is to be waited for, and why; then closes. */
    void refuse(StciException why) {
        refusal = why;
        tellRefusal();
        close();
    }

    private void tellRefusal() {
        sink.acked(Long.MAX_VALUE);
        sink.ended(Map.of(refusal.getMessage(), RankSet.of(rank)));
    }

    void granted(long bytes) {
        sink.grant(bytes);
        pump();
    }

    /** Takes what comes down. */
    LeafDown downward() {
        return downward;
    }

    /** Sends what there is, tells so, and takes no more until it is asked to go on, which 0 stands for. */
    void quiesce(long number) {
        rest.ask(number);
        if (closed) {
            rest.answer();
        } else {
            pump();
            roomListener.run();
        }
    }

    /** The link to the parent is gone, or a new one is there: nothing goes up until the parent says from where. */
    void parentChanged() {
        sink.reset();
        resumePending = true;
        rest.again();
    }

    /** Sends again from a position on, and all waves that are kept. */
    void resume(long number, Positions from) {
        resumePending = false;
        sink.resumed(number);
        if (refusal != null) {
            tellRefusal();
            return;
        }
        long position = PositionMessages.of(from, rank);
        if (position >= 0) {
            records.rewind(position);
        }
        waves.again();
        if (begun) {
            sink.begun();
        }
        endSent = false;
        pump();
    }

    void confirmed(long number, Positions positions) {
        long position = PositionMessages.of(positions, rank);
        if (position >= 0 && !closed) {
            records.confirm(position);
            roomListener.run();
        }
        waves.confirmed(number);
    }

    Adoption.Stream adoptionState() {
        Adoption.Stream.Builder state =
                Adoption.Stream.newBuilder().setId(spec.getId()).setQuiesced(rest.asked());
        if (refusal == null) {
            downward.state(state);
        } else {
            state.setReceived(Long.MAX_VALUE).setAcked(Long.MAX_VALUE);
        }
        return state.build();
    }

    void close() {
        if (!closed) {
            closed = true;
            records = new ReplayBuffer(KEPT_BYTES);
            waves.clear();
            downward.close();
            roomListener.run();
        }
    }

    private void notAsked(long number) {
        waves.keep(number, Wave.nobody(RankSet.of(rank), DownCut.NOT_ASKED).toByteArray());
    }

    private void pump() {
        if (closed || resumePending) {
            return;
        }
        while (sink.hasRoom() && !records.atEnd()) {
            transmit(records.next());
        }
        while (sink.hasRoom() && !waves.isEmpty()) {
            Map.Entry<Long, byte[]> wave = waves.poll();
            transmit(wave.getKey(), wave.getValue());
        }
        if (records.atEnd() && waves.isEmpty()) {
            rest.answer();
            endIfAsked();
        }
    }

    private void transmit(long wave, byte[] part) {
        sink.send(wave, Frames.of(node.allocator(), HandlerIds.STREAM_UP, spec.getId(), wave, part, 0, part.length));
    }

    private void endIfAsked() {
        if (ending && !endSent && !rest.isAsked()) {
            endSent = true;
            sink.ended(Map.of());
        }
    }

    private void transmit(ReplayPiece record) {
        ByteBuf frame = Frames.allocate(node.allocator(), record.length() + OutputBatches.OVERHEAD_BYTES);
        OutputBatches.write(frame, rank, record.data(), record.offset(), record.length(), record.lineContinues());
        long number = record.lineContinues() ? OutputBatches.CONTINUES : 0;
        sink.send(number, Frames.seal(frame, HandlerIds.STREAM_UP, spec.getId(), number));
    }
}
