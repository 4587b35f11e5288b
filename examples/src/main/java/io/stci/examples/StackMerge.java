package io.stci.examples;

import io.stci.activemessages.message.Codecs;
import io.stci.agents.LocalSessionOptions;
import io.stci.agents.LocalSessions;
import io.stci.core.RankSet;
import io.stci.groupops.filter.CallPath;
import io.stci.groupops.filter.PrefixTree;
import io.stci.groupops.filter.Reductions;
import io.stci.session.Session;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentProgram;
import io.stci.session.tool.Completion;
import io.stci.session.tool.Group;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where 1,000 processes are: their threads' call paths, joined to one tree on their way up. */
public final class StackMerge implements AgentProgram {
    private static final int PER_PROCESS = 250;

    /** At each agent: one pretended process, which may hang. */
    @Override
    public void start(Agent agent) {
        agent.contribute("pretended", Codecs.int32(), hanging -> PretendedProcess.callPaths(agent.rank() - hanging));
        agent.contribute("real", Codecs.nothing(), nothing -> threadsOfThisJvm());
    }

    /** At the front-end. */
    static void run(Arguments arguments, BufferedReader in, PrintStream out) {
        int processes = arguments.number("processes", 1000, 1, 4000);
        int hanging = arguments.number("hanging", processes * 3 / 8, 0, processes - 1);
        arguments.end();
        LocalSessionOptions options =
                LocalSessionOptions.of(processes, StackMerge.class).withPerProcess(PER_PROCESS);
        try (Session session = LocalSessions.open(options)) {
            out.println("Threads of " + processes + " pretended processes:");
            TreePrinter.print(pretended(session.all(), hanging), out);
            RankSet first = firstOfEachJvm(processes);
            out.println("Threads of the " + first.size() + " real ones that play them:");
            TreePrinter.print(real(session.group(first)), out);
        }
    }

    private static PrefixTree pretended(Group group, int hanging) {
        return group.reduce("pretended", Codecs.int32(), hanging, Reductions.prefixTree(), Completion.all())
                .await()
                .value()
                .orElseThrow();
    }

    private static PrefixTree real(Group group) {
        return group.reduce("real", Reductions.prefixTree(), Completion.all())
                .await()
                .value()
                .orElseThrow();
    }

    /** Agents of one JVM have ranks that follow each other. */
    private static RankSet firstOfEachJvm(int agents) {
        RankSet.Builder first = new RankSet.Builder();
        for (int rank = 0; rank < agents; rank += PER_PROCESS) {
            first.add(rank);
        }
        return first.build();
    }

    /** But for those that every JVM has. */
    private static List<CallPath> threadsOfThisJvm() {
        List<CallPath> paths = new ArrayList<>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            ThreadGroup group = thread.getThreadGroup();
            if (group != null && group.getName().equals("main")) {
                paths.add(callPath(thread, stack));
            }
        });
        return paths;
    }

    private static CallPath callPath(Thread thread, StackTraceElement[] stack) {
        List<String> frames = new ArrayList<>();
        for (StackTraceElement frame : stack) {
            frames.add(simpleName(frame.getClassName()) + "." + frame.getMethodName());
        }
        frames.add(thread.getName());
        Collections.reverse(frames);
        return new CallPath(frames, 1);
    }

    /** Lambdas have other names in each JVM. */
    private static String simpleName(String type) {
        String stable = type.replaceFirst("\\$\\$Lambda.*", "");
        return stable.substring(stable.lastIndexOf('.') + 1);
    }
}
