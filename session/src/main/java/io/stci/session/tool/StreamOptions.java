package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.stci.activemessages.Codec;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Reduction;
import io.stci.wire.Reliability;
import io.stci.wire.SlowChild;
import io.stci.wire.StreamSpec;
import io.stci.wire.ToolStreamRequest;
import io.stci.wire.Torpid;
import io.stci.wire.WaveClock;
import java.time.Duration;

/**
 * What a stream of waves is to be. Immutable: each method gives another.
 *
 * @param <I> what an agent contributes to a wave
 * @param <V> what a wave comes to
 */
public final class StreamOptions<I, V> {
    private static final Duration DEFAULT_WAVE_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_AHEAD = 48;

    private final Reduction<I, V> reduction;
    private final StreamSpec spec;
    private final ToolStreamRequest request;
    private final RankSet members;
    private final int ahead;

    private StreamOptions(
            Reduction<I, V> reduction, StreamSpec spec, ToolStreamRequest request, RankSet members, int ahead) {
        this.reduction = reduction;
        this.spec = spec;
        this.request = request;
        this.members = members;
        this.ahead = ahead;
    }

    /**
     * A stream to all agents. Each message from the front-end asks for a wave, which ends 30 s later at the latest; everybody
     * waits for slow members.
     *
     * @param name under which the agents' programs know it
     * @param reduction how contributions are combined
     */
    public static <I, V> StreamOptions<I, V> named(String name, Reduction<I, V> reduction) {
        StreamSpec spec = StreamSpec.newBuilder()
                .setUpFilter(reduction.name())
                .setUpFilterParameters(ByteString.copyFrom(reduction.parameters()))
                .setService(ToolStreamService.SERVICE)
                .setWaveTimeoutNs(DEFAULT_WAVE_TIMEOUT.toNanos())
                .build();
        ToolStreamRequest request = ToolStreamRequest.newBuilder().setName(name).build();
        return new StreamOptions<>(reduction, spec, request, null, 0);
    }

    /** Who is on it. */
    public StreamOptions<I, V> members(RankSet members) {
        return new StreamOptions<>(reduction, spec, request, members, ahead);
    }

    /** Given to each agent as it is opened. */
    public StreamOptions<I, V> request(byte[] bytes) {
        ToolStreamRequest with =
                request.toBuilder().setRequest(ByteString.copyFrom(bytes)).build();
        return new StreamOptions<>(reduction, spec, with, members, ahead);
    }

    /**
     * How long a wave may take, from when it is asked for; on a stream that agents drive, from the first contribution on.
     *
     * @throws StciException INVALID_ARGUMENT if it is not above zero
     */
    public StreamOptions<I, V> waveTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "wave timeout " + timeout, "is not above zero", "give a positive time");
        }
        return with(spec.toBuilder().setWaveTimeoutNs(timeout.toNanos()));
    }

    /**
     * The agents drive it: each contributes when it has something, {@link AgentStream#offer}, and the n-th contributions of all
     * make the n-th wave.
     *
     * @param ahead how many waves the quickest agent may be ahead of the slowest, 1 to 48
     */
    public StreamOptions<I, V> drivenByAgents(int ahead) {
        if (ahead < 1 || ahead > MAX_AHEAD) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, ahead + " waves ahead", "is not possible", "give 1 to " + MAX_AHEAD);
        }
        StreamSpec driven = spec.toBuilder().setWaveClock(WaveClock.CLOCK_FIRST).build();
        return new StreamOptions<>(reduction, driven, request, members, ahead);
    }

    /** Waves have no time-out: they wait for everybody who lives. Only on a stream that agents drive. */
    public StreamOptions<I, V> waitForAll() {
        return with(spec.toBuilder().setWaveClock(WaveClock.CLOCK_FIRST).setWaveTimeoutNs(0));
    }

    /** What is done for slow members. */
    public StreamOptions<I, V> slowMembers(SlowMembers policy) {
        SlowChild slow = switch (policy) {
            case BLOCK -> SlowChild.SLOW_BLOCK;
            case SHED -> SlowChild.SLOW_SHED;
            case CONFLATE -> SlowChild.SLOW_CONFLATE;
            case DETACH -> SlowChild.SLOW_DETACH;
        };
        return with(spec.toBuilder().setSlowChild(slow));
    }

    /** Waves go without members that have been silent for long. */
    public StreamOptions<I, V> withoutTorpid() {
        return with(spec.toBuilder().setTorpid(Torpid.TORPID_EXCLUDE));
    }

    /** What may be on its way down to one child: bytes, 64 for each message included, and messages. 0 for 1 MiB and 4096. */
    public StreamOptions<I, V> window(int bytes, int messages) {
        return with(spec.toBuilder().setDownWindowBytes(bytes).setDownWindowMessages(messages));
    }

    /** Which streams go first where a link has more to carry than it can. */
    public StreamOptions<I, V> priority(Priority priority) {
        return with(spec.toBuilder()
                .setPriority(
                        switch (priority) {
                            case HIGH -> io.stci.wire.Priority.PRIORITY_HIGH;
                            case NORMAL -> io.stci.wire.Priority.PRIORITY_NORMAL;
                            case LOW -> io.stci.wire.Priority.PRIORITY_LOW;
                        }));
    }

    /**
     * Nothing that goes up is kept to be sent again: when a junction dies waves don't wait until those below it have another parent,
     * they go without their ranks, and so do those that it had under way. No rank is ever counted twice. What goes down is reliable
     * all the same.
     */
    public StreamOptions<I, V> unreliable() {
        return with(spec.toBuilder().setReliability(Reliability.UNRELIABLE));
    }

    /**
     * Waves end as soon as so many members have contributed; the others are missing as "not waited for".
     *
     * @throws StciException INVALID_ARGUMENT if it is not above zero
     */
    public StreamOptions<I, V> quorum(int members) {
        return with(spec.toBuilder().setWaveQuorum(Completion.checkQuorum(members)));
    }

    /**
     * What goes down passes a filter at the front-end and each junction, which leaves of each message what those below a child need.
     *
     * @param name of a {@link io.stci.groupops.filter.DownFilter}, of a jar that the session has loaded
     * @param parameters copied
     */
    public StreamOptions<I, V> downFilter(String name, byte[] parameters) {
        return with(spec.toBuilder().setDownFilter(name).setDownFilterParameters(ByteString.copyFrom(parameters)));
    }

    /** Messages may be for some of the members only, {@link ToolStream#ask(RankSet, Codec, Object)}. Instead of a down filter. */
    public StreamOptions<I, V> addressed() {
        return with(spec.toBuilder().setDownFilter(ToolStreamService.ADDRESSED).clearDownFilterParameters());
    }

    boolean isAddressed() {
        return spec.getDownFilter().equals(ToolStreamService.ADDRESSED);
    }

    Reduction<I, V> reduction() {
        return reduction;
    }

    int ahead() {
        return ahead;
    }

    RankSet membersOf(RankSet all) {
        return members == null ? all : members;
    }

    StreamSpec.Builder spec(RankSet all) {
        return spec.toBuilder()
                .setMembers(ByteString.copyFrom(membersOf(all).encode()))
                .setRequest(request.toByteString());
    }

    private StreamOptions<I, V> with(StreamSpec.Builder changed) {
        return new StreamOptions<>(reduction, changed.build(), request, members, ahead);
    }
}
