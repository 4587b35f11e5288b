package io.stci.agents;

import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.groupops.Streams;
import io.stci.transport.Frames;
import io.stci.wire.ExecSpec;
import io.stci.wire.FetchSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands at one agent. Confined to the node's thread. */
final class ExecService implements LeafService {
    /** Names a command within all sessions of a host, so that it can be found when its agent is gone. */
    static final String TASK_VARIABLE = "STCI_TASK";

    private static final String SESSION_VARIABLE = "STCI_SESSION";

    private final Streams streams;
    private final Scheduler scheduler;
    private final CommandRunner runner;
    private final Map<String, String> environment;
    private final Map<Integer, AgentJob> jobs = new HashMap<>();

    /** @param environment what tells every command of the session where it is, but for its rank */
    ExecService(Streams streams, Scheduler scheduler, CommandRunner runner, Map<String, String> environment) {
        this.streams = streams;
        this.scheduler = scheduler;
        this.runner = runner;
        this.environment = environment;
    }

    @Override
    public void open(LeafStream stream) {
        int id = stream.spec().getId();
        ExecSpec spec = Frames.parse(stream.spec().getRequest(), ExecSpec.parser());
        AgentJob job = new AgentJob(spec, stream, streams, scheduler, () -> jobs.remove(id));
        jobs.put(id, job);
        job.start(runner, commandSpec(spec, stream.rank()));
    }

    /** The service that sends up what a job holds. */
    LeafService fetch() {
        return stream -> {
            FetchSpec request = Frames.parse(stream.spec().getRequest(), FetchSpec.parser());
            AgentJob job = jobs.get(request.getJobStream());
            SpoolSender.send(stream, job == null ? null : job.spool(request.getStderr()), request.getOffset());
        };
    }

    static String task(String session, int rank) {
        return session + "." + rank;
    }

    /** Ends all commands at once. */
    void killAll() {
        jobs.values().forEach(AgentJob::kill);
    }

    private CommandSpec commandSpec(ExecSpec spec, int rank) {
        Map<String, String> complete = new HashMap<>(environment);
        complete.put("STCI_RANK", Integer.toString(rank));
        complete.put(TASK_VARIABLE, task(environment.get(SESSION_VARIABLE), rank));
        boolean reads = spec.getStdinStream() != 0
                && RankSet.decode(spec.getStdinRanks().toByteArray()).contains(rank);
        return new CommandSpec(spec.getCommandList(), complete, Path.of(spec.getDirectory()), reads);
    }
}
