package io.stci.cli;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the open-files limit allows a session, told before anything is started rather than by half a tree. */
final class Descriptors {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String LIMIT_NAME = "Max open files";
    private static final long SLACK = 64;
    private static final long PER_NODE = 8;
    private static final long PER_PROCESS = 2;

    /** One for the junctions and one for the agents. */
    private static final long MIN_PROCESSES = 2;

    private static final long MIN_FANOUT = 2;

    private Descriptors() {}

    /** The soft limit of this process, which those that it starts inherit; Long.MAX_VALUE if there is none. */
    static long limit() throws IOException {
        return limit(Files.readAllLines(LIMITS));
    }

    static long limit(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(LIMIT_NAME))
                .map(line -> line.substring(LIMIT_NAME.length()).strip().split(" +")[0])
                .filter(soft -> !soft.equals("unlimited"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * Checks that neither the front-end nor a process that it starts will run out of descriptors.
     *
     * @throws StciException RESOURCE_EXHAUSTED naming need, limit and remedy
     */
    static void check(Where where, long limit) {
        long frontEnd = frontEndNeed(where);
        if (frontEnd > limit) {
            throw tooFew("the front-end", frontEnd, limit, frontEndRemedy(where, limit));
        }
        long process = where.inProcess() ? 0 : processNeed(where);
        if (process > limit) {
            String remedy = PER_NODE + SLACK <= limit ? "give a smaller --per-process" : "";
            throw tooFew("a process of " + hosted(where) + " agents", process, limit, remedy);
        }
    }

    /** Only what would help by itself. */
    private static String frontEndRemedy(Where where, long limit) {
        if (where.inProcess()) {
            return "leave out --in-process";
        }
        long children = where.topology().childCount(Topology.ROOT);
        if (PER_PROCESS * MIN_PROCESSES + children + SLACK <= limit) {
            return "give a larger --per-process";
        }
        boolean fewerChildrenHelp = PER_PROCESS * (processes(where) + 1) + MIN_FANOUT + SLACK <= limit;
        return fewerChildrenHelp ? "give a smaller --fanout" : "";
    }

    static long frontEndNeed(Where where) {
        Topology topology = where.topology();
        if (where.inProcess()) {
            return PER_NODE * topology.nodes() + SLACK;
        }
        return PER_PROCESS * processes(where) + topology.childCount(Topology.ROOT) + SLACK;
    }

    static long processNeed(Where where) {
        return PER_NODE * hosted(where) + SLACK;
    }

    private static long processes(Where where) {
        return ceilDiv(where.topology().junctions(), where.perProcess())
                + ceilDiv(where.topology().agents(), where.perProcess());
    }

    private static long hosted(Where where) {
        return Math.min(where.perProcess(), where.topology().agents());
    }

    private static long ceilDiv(int count, int size) {
        return ((long) count + size - 1) / size;
    }

    private static StciException tooFew(String who, long need, long limit, String remedy) {
        return new StciException(
                Status.RESOURCE_EXHAUSTED,
                "open files",
                who + " needs about " + need + ", but the limit is " + limit,
                "raise it with 'ulimit -n " + need + "'" + (remedy.isEmpty() ? "" : " or " + remedy));
    }
}
