package io.stci.examples;

import com.google.protobuf.ByteString;
import io.stci.activemessages.message.Codecs;
import io.stci.agents.LocalSessionOptions;
import io.stci.agents.LocalSessions;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.groupops.filter.Reductions;
import io.stci.session.Session;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentProgram;
import io.stci.session.tool.Completion;
import io.stci.session.tool.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;

/** A toy debugger: each command goes to all ranks or to some, and equal answers come back as one. */
public final class CommandBroadcast implements AgentProgram {
    private static final String PROMPT = "debug> ";

    /** At each agent: a pretended process that is being debugged. */
    @Override
    public void start(Agent agent) {
        Debuggee debuggee = new Debuggee(agent.rank());
        agent.contribute(
                "command", Codecs.string(), command -> debuggee.answer(command).getBytes(StandardCharsets.UTF_8));
    }

    /** At the front-end. */
    static void run(Arguments arguments, BufferedReader in, PrintStream out) throws IOException {
        int agents = arguments.number("agents", 8, 1, 1000);
        arguments.end();
        boolean typed = System.getProperty("stci.tty", "").contains("in");
        try (Session session = LocalSessions.open(LocalSessionOptions.of(agents, CommandBroadcast.class))) {
            String line = next(in, typed, out);
            while (line != null && !line.equals("quit")) {
                perform(session, line, out);
                line = next(in, typed, out);
            }
        }
    }

    /** Null at the end. What nobody types is shown as if somebody did. */
    private static String next(BufferedReader in, boolean typed, PrintStream out) throws IOException {
        if (typed) {
            out.print(PROMPT);
            out.flush();
        }
        String line = in.readLine();
        if (line == null) {
            out.print(typed ? System.lineSeparator() : "");
            return null;
        }
        if (!typed) {
            out.println((PROMPT + line).strip());
        }
        return line.strip();
    }

    /** {@code step} or {@code 0-3: step}. */
    private static void perform(Session session, String line, PrintStream out) {
        if (line.isEmpty()) {
            return;
        }
        try {
            int colon = line.indexOf(':');
            String ranks = colon < 0 ? "all" : line.substring(0, colon).strip();
            String command = line.substring(colon + 1).strip();
            RankSet members = RankSet.parseSelection(ranks, session.topology().agents());
            print(ask(session, members, command), out);
        } catch (StciException e) {
            out.println(e.getMessage());
        }
    }

    private static Result<SortedMap<ByteString, RankSet>> ask(Session session, RankSet members, String command) {
        return session.group(members)
                .reduce("command", Codecs.string(), command, Reductions.equality(), Completion.bestEffort())
                .await();
    }

    private static void print(Result<SortedMap<ByteString, RankSet>> answers, PrintStream out) {
        answers.value()
                .ifPresent(equal -> equal.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.comparingInt(RankSet::first)))
                        .forEach(entry -> out.println(
                                "[" + entry.getValue() + "] " + entry.getKey().toStringUtf8())));
        answers.missing().forEach((reason, ranks) -> out.println("[" + ranks + "] no answer: " + reason));
    }
}
