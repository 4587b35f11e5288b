package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.session.OutputMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From words to checked options. Everything throws UsageException with the one line that the user sees. */
final class OptionParsers {
    private static final int DEFAULT_FANOUT = 16;
    private static final int DEFAULT_PER_PROCESS = 16;
    private static final int MAX_PORT = 65_535;
    private static final String DEFAULT_JOIN_TIMEOUT = "60s";
    private static final Duration MIN_DOWN_AFTER = Duration.ofMillis(200);
    private static final String DEFAULT_DOWN_AFTER = "10s";
    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);

    private OptionParsers() {}

    static ExecOptions exec(Arguments arguments) {
        Where where = where(arguments);
        List<String> command = command(arguments);
        int agents = where.topology().agents();
        RankSet all = RankSet.all(agents);
        RankSet ranks = arguments
                .value("--ranks", text -> RankSet.parseSelection(text, agents))
                .orElse(all);
        arguments.exclude("--gather", "--raw", "--output");
        Optional<Duration> timeout = arguments.value("--timeout").map(text -> Durations.parse("--timeout", text));
        Optional<Path> directory = arguments.value("--output").map(OptionParsers::directory);
        RankSet stdin = stdinRanks(arguments, ranks, agents);
        return new ExecOptions(where, command, ranks, stdin, mode(arguments), directory, timeout);
    }

    static TopOptions top(Arguments arguments) {
        Where where = where(arguments);
        if (!arguments.rest().isEmpty()) {
            throw new UsageException("unexpected argument '" + arguments.rest().get(0) + "'; " + arguments.seeHelp());
        }
        String interval = arguments.value("--interval").orElse("1s");
        return new TopOptions(
                where,
                atLeast("--interval", interval, MIN_INTERVAL),
                arguments.number("--count", 0, Integer.MAX_VALUE).orElse(0),
                arguments.has("--json"));
    }

    private static Where where(Arguments arguments) {
        arguments.exclude("--fanout", "--topology");
        String joinTimeout = arguments.value("--join-timeout").orElse(DEFAULT_JOIN_TIMEOUT);
        return new Where(
                topology(arguments),
                arguments.number("--per-process", 1, Integer.MAX_VALUE).orElse(DEFAULT_PER_PROCESS),
                arguments.has("--in-process"),
                address(arguments),
                Durations.parse("--join-timeout", joinTimeout),
                atLeast("--down-after", arguments.value("--down-after").orElse(DEFAULT_DOWN_AFTER), MIN_DOWN_AFTER),
                arguments.has("--verbose"));
    }

    private static Topology topology(Arguments arguments) {
        Shape shape = arguments
                .value("--topology", Shape::parse)
                .orElseGet(() -> Shape.kary(
                        arguments.number("--fanout", 2, RankSet.MAX_RANKS).orElse(DEFAULT_FANOUT)));
        Optional<Integer> asked = arguments.number("--local", 1, RankSet.MAX_RANKS);
        int agents = asked.orElseGet(() -> shape.agents().orElseThrow(() -> noAgents()));
        try {
            return Topology.of(shape, agents);
        } catch (StciException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static UsageException noAgents() {
        return new UsageException("no agents", "nothing says where they run", "add --local N");
    }

    private static String address(Arguments arguments) {
        Optional<Integer> port = arguments.number("--port", 0, MAX_PORT);
        String transport = arguments.value("--transport").orElse(port.isPresent() ? "tcp" : "unix");
        if (!List.of("unix", "tcp", "udp").contains(transport)) {
            throw new UsageException("--transport", "'" + transport + "' is unknown", "choose unix, tcp or udp");
        }
        if (port.isPresent() && transport.equals("unix")) {
            throw new UsageException(
                    "--port", "a unix socket has none", "choose --transport tcp or udp, or leave it out");
        }
        return port.filter(number -> number > 0)
                .map(number -> transport + ":" + number)
                .orElse(transport);
    }

    private static List<String> command(Arguments arguments) {
        List<String> command = arguments.rest();
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new UsageException("no command", "nothing to run at the agents", "add -- COMMAND [ARG...]");
        }
        return command;
    }

    private static OutputMode mode(Arguments arguments) {
        if (arguments.has("--gather")) {
            return OutputMode.GATHER;
        }
        if (arguments.has("--output")) {
            return OutputMode.BLOCKS;
        }
        return arguments.has("--raw") ? OutputMode.RAW : OutputMode.LINES;
    }

    private static RankSet stdinRanks(Arguments arguments, RankSet ranks, int agents) {
        RankSet stdin = arguments
                .value("--stdin", text -> text.equals("all") ? ranks : RankSet.parseSelection(text, agents))
                .orElse(RankSet.empty());
        if (!ranks.containsAll(stdin)) {
            String strangers = "[" + stdin.minus(ranks) + "]";
            throw new UsageException("--stdin", "ranks " + strangers + " run no command", "choose among --ranks");
        }
        return stdin;
    }

    private static Path directory(String text) {
        if (text.isEmpty()) {
            throw badDirectory(text, "is empty");
        }
        try {
            Path directory = Files.createDirectories(Path.of(text));
            if (!Files.isWritable(directory)) {
                throw badDirectory(text, "is not writable");
            }
            return directory;
        } catch (IOException | InvalidPathException e) {
            throw badDirectory(text, Files.exists(Path.of(text)) ? "is not a directory" : "can't be made");
        }
    }

    private static UsageException badDirectory(String text, String reason) {
        return new UsageException("--output", "'" + text + "' " + reason, "name a directory that you may write to");
    }

    private static Duration atLeast(String option, String text, Duration least) {
        Duration interval = Durations.parse(option, text);
        if (interval.compareTo(least) < 0) {
            throw new UsageException(option, "'" + text + "' is too short", "give at least " + least.toMillis() + "ms");
        }
        return interval;
    }
}
