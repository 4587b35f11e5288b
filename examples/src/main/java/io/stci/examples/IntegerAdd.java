package io.stci.examples;

import io.stci.activemessages.message.Codecs;
import io.stci.agents.LocalSessionOptions;
import io.stci.agents.LocalSessions;
import io.stci.groupops.filter.Reductions;
import io.stci.session.Session;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentProgram;
import io.stci.session.tool.Completion;
import io.stci.session.tool.Result;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import io.stci.session.tool.Wave;
import java.io.BufferedReader;
import java.io.PrintStream;

/** An integer goes down, each agent multiplies it by its rank plus one, and the sum comes up. */
public final class IntegerAdd implements AgentProgram {
    private static final int WAVES = 5;

    /** At each agent. */
    @Override
    public void start(Agent agent) {
        int factor = agent.rank() + 1;
        agent.contribute("multiply", Codecs.int32(), number -> number * factor);
        agent.onStream(
                "multiply",
                stream -> stream.onMessage(Codecs.int32(), (wave, number) -> stream.contribute(wave, number * factor)));
    }

    /** At the front-end. */
    static void run(Arguments arguments, BufferedReader in, PrintStream out) {
        int agents = arguments.number("agents", 16, 1, 1000);
        int number = arguments.number("number", 10, -1000, 1000);
        arguments.end();
        try (Session session = LocalSessions.open(LocalSessionOptions.of(agents, IntegerAdd.class))) {
            once(session, number, out);
            stream(session, number, out);
        }
    }

    private static void once(Session session, int number, PrintStream out) {
        Result<Long> sum = session.all()
                .reduce("multiply", Codecs.int32(), number, Reductions.sumInt(), Completion.all())
                .await();
        out.println("once:   " + number + " comes back as " + sum);
    }

    /** All waves are asked for before the first one is looked at. */
    private static void stream(Session session, int number, PrintStream out) {
        try (ToolStream<Integer, Long> stream = session.open(StreamOptions.named("multiply", Reductions.sumInt()))) {
            for (int i = 0; i < WAVES; i++) {
                stream.ask(Codecs.int32(), number + i);
            }
            for (int i = 0; i < WAVES; i++) {
                Wave<Long> wave = stream.next().await();
                out.println("wave " + wave.number() + ": " + (number + i) + " comes back as " + wave.result());
            }
        }
    }
}
