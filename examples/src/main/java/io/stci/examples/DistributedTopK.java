package io.stci.examples;

import io.stci.activemessages.message.Codecs;
import io.stci.agents.LocalSessionOptions;
import io.stci.agents.LocalSessions;
import io.stci.groupops.filter.Labelled;
import io.stci.groupops.filter.Reductions;
import io.stci.groupops.filter.TopEntry;
import io.stci.session.Session;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentProgram;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import io.stci.session.tool.Wave;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** The greatest of all agents' counters, and whose they are; how many is changed while the stream runs. */
public final class DistributedTopK implements AgentProgram {
    private static final List<String> TASKS = List.of("assemble", "exchange", "output", "solve");

    /** At each agent: counters that grow from wave to wave. */
    @Override
    public void start(Agent agent) {
        Random growth = new Random(agent.rank());
        int[] counters = new int[TASKS.size()];
        agent.onStream(
                "counters",
                stream -> stream.onMessage(
                        Codecs.nothing(), (wave, nothing) -> stream.contribute(wave, read(counters, growth))));
    }

    private static List<Labelled> read(int[] counters, Random growth) {
        List<Labelled> items = new ArrayList<>();
        for (int task = 0; task < counters.length; task++) {
            counters[task] += growth.nextInt(1000);
            items.add(new Labelled(counters[task], TASKS.get(task)));
        }
        return items;
    }

    /** At the front-end. */
    static void run(Arguments arguments, BufferedReader in, PrintStream out) {
        int agents = arguments.number("agents", 16, 1, 1000);
        int few = arguments.number("k", 3, 1, 100);
        int more = arguments.number("later k", 5, 1, 100);
        arguments.end();
        try (Session session = LocalSessions.open(LocalSessionOptions.of(agents, DistributedTopK.class));
                ToolStream<Collection<Labelled>, List<TopEntry>> stream =
                        session.open(StreamOptions.named("counters", Reductions.top(few)))) {
            twoWaves(stream, out);
            stream.change(Reductions.top(more)).await();
            out.println("-- from here on the top " + more);
            twoWaves(stream, out);
        }
    }

    private static void twoWaves(ToolStream<Collection<Labelled>, List<TopEntry>> stream, PrintStream out) {
        stream.ask();
        stream.ask();
        print(stream.next().await(), out);
        print(stream.next().await(), out);
    }

    private static void print(Wave<List<TopEntry>> wave, PrintStream out) {
        out.println("wave " + wave.number() + " of [" + wave.result().ranks() + "]");
        for (TopEntry entry : wave.result().value().orElse(List.of())) {
            out.printf("  %6.0f  rank %-3d %s%n", entry.value(), entry.rank(), entry.label());
        }
    }
}
