package io.stci.examples;

import io.stci.activemessages.message.Codecs;
import io.stci.agents.LocalSessionOptions;
import io.stci.agents.LocalSessions;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Reductions;
import io.stci.routing.Shape;
import io.stci.session.Repair;
import io.stci.session.Session;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentProgram;
import io.stci.session.tool.Result;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import io.stci.session.tool.Wave;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.util.List;

/** Sums over a tree of processes whose junctions are killed meanwhile; each must be exact nevertheless. */
public final class FaultTolerantSum implements AgentProgram {
    private static final int AGENTS = 16;
    private static final Shape SHAPE = Shape.levels(4, 4);
    private static final int BATCH = 8;

    /** At each agent. */
    @Override
    public void start(Agent agent) {
        agent.onStream(
                "sum",
                stream -> stream.onMessage(
                        Codecs.int32(), (wave, number) -> stream.contribute(wave, number * (agent.rank() + 1))));
    }

    /** At the front-end. */
    static void run(Arguments arguments, BufferedReader in, PrintStream out) {
        int kills = arguments.number("kills", 2, 0, 4);
        arguments.end();
        LocalSessionOptions options = LocalSessionOptions.of(AGENTS, FaultTolerantSum.class)
                .withShape(SHAPE)
                .withPerProcess(1);
        try (Session session = LocalSessions.open(options);
                ToolStream<Integer, Long> stream = session.open(StreamOptions.named("sum", Reductions.sumInt()))) {
            Junctions junctions = new Junctions(session.id());
            batch(stream, () -> {}, out);
            for (int kill = 0; kill < kills; kill++) {
                ProcessHandle junction = junctions.one();
                out.println("killing " + Junctions.describe(junction));
                batch(stream, junction::destroyForcibly, out);
            }
            batch(stream, () -> {}, out);
            report(session.repairs().join(), kills, out);
        }
    }

    /** Something happens when half of the waves are on their way and the other half is still to be asked for. */
    private static void batch(ToolStream<Integer, Long> stream, Runnable meanwhile, PrintStream out) {
        ask(stream, 1, BATCH / 2);
        meanwhile.run();
        ask(stream, BATCH / 2 + 1, BATCH);
        take(stream, out);
    }

    private static void ask(ToolStream<Integer, Long> stream, int first, int last) {
        for (int number = first; number <= last; number++) {
            stream.ask(Codecs.int32(), number);
        }
    }

    private static void take(ToolStream<Integer, Long> stream, PrintStream out) {
        for (int number = 1; number <= BATCH; number++) {
            Wave<Long> wave = stream.next().await();
            out.println("wave " + wave.number() + ": " + number + " x (1 + ... + " + AGENTS + ") = " + wave.result());
            check(wave, number * AGENTS * (AGENTS + 1L) / 2);
        }
    }

    private static void check(Wave<Long> wave, long expected) {
        Result<Long> result = wave.result();
        if (!result.isComplete() || result.value().orElseThrow() != expected) {
            throw new StciException(
                    Status.INTERNAL, "wave " + wave.number(), "should be " + expected + " of all agents", "report it");
        }
    }

    private static void report(List<Repair> repairs, int kills, PrintStream out) {
        out.println((kills + 2) * BATCH + " waves, every one exact; " + kills + " junctions killed");
        repairs.forEach(repair -> out.println("repaired: " + repair.text()));
    }
}
