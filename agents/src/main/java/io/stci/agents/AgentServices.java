package io.stci.agents;

import io.stci.core.Scheduler;
import io.stci.groupops.LeafService;
import io.stci.groupops.Streams;
import java.util.Map;
import java.util.function.Supplier;

/** What every agent can do, by the names that streams give. Confined to the node's thread. */
final class AgentServices {
    private final ExecService exec;
    private final Map<String, LeafService> byName;

    AgentServices(
            Streams streams,
            Scheduler scheduler,
            CommandRunner runner,
            Map<String, String> environment,
            Supplier<SampleService.Source> samples) {
        this.exec = new ExecService(streams, scheduler, runner, environment);
        this.byName = Map.of(
                "exec",
                exec,
                "fetch",
                exec.fetch(),
                "sample",
                new SampleService(scheduler, samples),
                "probe",
                new ProbeService());
    }

    Map<String, LeafService> byName() {
        return byName;
    }

    /** Ends all commands of the agent at once. */
    void killAll() {
        exec.killAll();
    }
}
