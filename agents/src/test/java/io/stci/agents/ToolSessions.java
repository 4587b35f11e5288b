package io.stci.agents;

import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.session.Session;
import io.stci.session.SessionListener;
import io.stci.session.tool.AgentProgram;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sessions of 9 agents with a program, formed. */
final class ToolSessions {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private ToolSessions() {}

    static Session open(String shape, boolean inProcess, Class<? extends AgentProgram> program) {
        Topology topology = Topology.of(Shape.parse(shape), ToolContract.AGENTS);
        LocalSessionOptions options = new LocalSessionOptions(
                topology,
                1,
                inProcess,
                "tcp",
                LIMIT,
                Duration.ofSeconds(10),
                program.getName(),
                ToolContract.ARGUMENTS);
        Session session = LocalSessions.open(options, new SessionListener() {});
        session.ready().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        return session;
    }
}
