package io.stci.session;

import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.groupops.filter.Reduction;
import io.stci.routing.Topology;
import io.stci.session.tool.CombinedStream;
import io.stci.session.tool.Completion;
import io.stci.session.tool.Group;
import io.stci.session.tool.Messages;
import io.stci.session.tool.RecordStream;
import io.stci.session.tool.Result;
import io.stci.session.tool.Selection;
import io.stci.session.tool.Selector;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A tree of agents under this front-end.
 *
 * <p>Threads: every method may be called from any thread.
 */
public interface Session extends AutoCloseable {
    /** 8 lower-case hexadecimal digits, in every command line and environment of the session. */
    String id();

    /** The tree as it was laid out; {@link #tree()} is what has become of it. */
    Topology topology();

    /** Completes when every node is connected; fails with a StciException when that can't happen any more. */
    CompletableFuture<Void> ready();

    /** Starts commands. The sinks are called on threads of the job's own. How each ended is in the job's result. */
    ExecJob exec(ExecRequest request, OutputSink stdout, OutputSink stderr);

    /**
     * Samples every host each interval; one aggregated message per child of the front-end and interval.
     *
     * @param intervalNs nanoseconds between waves
     * @param count how many waves, 0 for no end
     * @param onWave called on the session's thread; must return at once
     */
    WaveJob sample(long intervalNs, long count, Consumer<SampleWave> onWave);

    /**
     * Asks the agents for waves, to see how the tree carries them. Each comes once, in order. The job fails with UNAVAILABLE
     * when no agent is left.
     *
     * @param onWave called on the session's thread; must return at once
     */
    WaveJob probe(ProbeRequest request, Consumer<ProbeWave> onWave);

    /**
     * Some agents, to be asked together; for sessions whose agents run a tool's program.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT if there are ranks that the session does not have
     */
    Group group(RankSet members);

    /** All agents, to be asked together. */
    default Group all() {
        return group(RankSet.all(topology().agents()));
    }

    /**
     * Chooses agents by what they are, for sessions whose agents run a tool's program: {@link Group#select} of all. Whom it means is
     * settled as it passes each agent, and does not change later. Agents that are gone for good can't say either: to go on without
     * them, take {@link Group#select} with another {@link Completion}.
     *
     * @return whom it meant; fails with UNAVAILABLE or DEADLINE_EXCEEDED, naming them and why, unless every agent has said by the
     *     deadline whether it is meant
     */
    default Request<Selection> select(Selector selector, Duration deadline) {
        return all().select(selector, Completion.all().within(deadline));
    }

    /**
     * Loads filters of a tool's own at every node: streams that are opened, or changed, from then on may use them. A jar of the same
     * name takes the place of the one before. For sessions whose agents run a tool's program.
     *
     * @param name of the jar
     * @param jar its bytes, up to 16 MiB; to be left unchanged
     * @return who has it, and how many; fails as {@link io.stci.groupops.plugin.FilterJar#load} if something is wrong with the jar, or
     *     if it is not loaded everywhere by the deadline
     */
    Request<Result<Long>> loadFilters(String name, byte[] jar, Duration deadline);

    /** Messages to and from single agents, for sessions whose agents run a tool's program. */
    Messages messages();

    /** Opens a stream of waves to the agents, for sessions whose agents run a tool's program; see {@link ToolStream#ready}. */
    <I, V> ToolStream<I, V> open(StreamOptions<I, V> options);

    /**
     * Opens a stream of records from agents, for sessions whose agents run a tool's program.
     *
     * @param name under which the agents' programs know it
     * @param request given to each agent as it is opened; copied
     * @throws io.stci.core.StciException INVALID_ARGUMENT if there are ranks that the session does not have
     */
    RecordStream openRecords(String name, RankSet members, byte[] request);

    /**
     * Opens a stream without waves: what agents contribute, each when it likes, is combined with what comes within the window on its
     * way up. For sessions whose agents run a tool's program.
     *
     * @param name under which the agents' programs know it
     * @param window how long a contribution may wait for others on the whole way; 0 for not at all
     * @throws io.stci.core.StciException INVALID_ARGUMENT if there are ranks that the session does not have, or the window is negative
     */
    <V> CombinedStream<V> openCombined(String name, Reduction<?, V> reduction, RankSet members, Duration window);

    /** What has been repaired so far; {@link SessionListener#onRepair} hears of each as it is over. */
    CompletableFuture<List<Repair>> repairs();

    /** The tree as the front-end knows it now: who is whose child, who is gone, who looks for a parent. */
    CompletableFuture<SessionTree> tree();

    /**
     * Ends the session: every command and every process that it started. Whoever is first may call it; every call returns
     * when they are gone.
     */
    @Override
    void close();
}
