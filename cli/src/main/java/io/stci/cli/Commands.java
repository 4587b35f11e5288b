package io.stci.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What picocli must know. Built by calls rather than annotations: reading those by reflection would double the time that
 * {@code stci} takes to start. Every value stays a string here, so that our own parsers tell what is wrong with it.
 */
final class Commands {
    static final List<String> NAMES = List.of("exec", "top", "help");

    private static final String[] EXIT_STATUS = {
        "",
        "Exit status:",
        "  0..255  the highest of the commands' own (128+n: killed by signal n)",
        "  2       the command line is wrong",
        "  124     --timeout was up",
        "  125     stci itself failed: no tree, ranks lost, a limit reached",
        "  126     a command was found but could not be started",
        "  127     a command was not found",
        "  130     interrupted (129: SIGHUP, 143: SIGTERM)",
        "  141     the reader of standard output went away",
    };

    private Commands() {}

    static CommandLine exec() {
        CommandSpec spec = command("exec", "Runs a command at the agents and brings its output together.");
        spec.usageMessage().customSynopsis("stci exec --local N [OPTION...] [--] COMMAND [ARG...]");
        spec.usageMessage().footer(EXIT_STATUS);
        addHow(spec);
        addWhere(spec);
        spec.addPositional(words("COMMAND", "What to run; all words from here on belong to it."));
        return line(spec);
    }

    static CommandLine top() {
        CommandSpec spec = command("top", "Shows the load of the agents' hosts.");
        spec.usageMessage().customSynopsis("stci top --local N [OPTION...]");
        spec.usageMessage()
                .footer(
                        "",
                        "Exit status: 0 after --count ticks, 2 for a wrong command line, 125 if stci itself failed,"
                                + " 130 after Ctrl-C, 141 if the reader of standard output went away.");
        spec.addOption(value("INTERVAL", "Time between ticks, 100ms or more (default 1s).", "--interval"));
        spec.addOption(value("N", "End after N ticks (default 0: no end).", "--count"));
        spec.addOption(flag("One JSON object a line for each tick.", "--json"));
        addWhere(spec);
        spec.addPositional(words("WORD", "").toBuilder().hidden(true).build());
        return line(spec);
    }

    static String overview() {
        return """
                Usage: stci COMMAND [OPTION...]

                A tree of junctions between this front-end and many agents.

                  exec     run a command at the agents and bring its output together
                  top      show the load of the agents' hosts
                  help     this text, or with the name of a command, all about that one

                  --help, --version

                Try: stci exec --local 16 -- hostname
                """;
    }

    private static void addHow(CommandSpec spec) {
        spec.addOption(flag("Print each distinct whole output once, below its ranks.", "-b", "--gather"));
        spec.addOption(flag("Print the lines without labels.", "--raw"));
        spec.addOption(value("DIR", "Write DIR/RANK.out and DIR/RANK.err.", "--output"));
        spec.addOption(value("RANKS", "Run at these only: 0-3,8, or !0 for all others.", "-n", "--ranks"));
        spec.addOption(value("RANKS", "Pass standard input to these; alone: to all that run.", "--stdin").toBuilder()
                .preprocessor((words, command, option, info) ->
                        Arguments.takeRanksOnly(words, "=".equals(info.get("separator"))))
                .build());
        spec.addOption(value("DURATION", "End the commands after 30s, 500ms, 1h30m ...", "--timeout"));
    }

    private static void addWhere(CommandSpec spec) {
        spec.addOption(value("N", "N agents on this machine.", "--local"));
        spec.addOption(value("F", "At most F children for each node (default 16).", "--fanout"));
        spec.addOption(value("SPEC", "flat, 8x8, kary:4 or knomial:3 instead of --fanout.", "--topology"));
        spec.addOption(value("K", "Host K nodes of a role in each process (default 16).", "--per-process"));
        spec.addOption(flag("Host all nodes in the front-end's process.", "--in-process"));
        spec.addOption(value("KIND", "unix (default), or tcp or udp on the loopback interface.", "--transport"));
        spec.addOption(value("PORT", "Listen on this tcp port (0: any free one).", "--port"));
        spec.addOption(value("DURATION", "How long the tree may take to form (default 60s).", "--join-timeout"));
        spec.addOption(value(
                "DURATION", "A node silent for so long is given up (default 10s, at least 200ms).", "--down-after"));
        spec.addOption(flag("Say more on standard error; stack traces too.", "--verbose"));
        spec.addOption(
                flag("This text.", "-h", "--help").toBuilder().usageHelp(true).build());
    }

    private static CommandSpec command(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name).interpolateVariables(false);
        spec.usageMessage().description(description, "").sortOptions(false).width(100);
        return spec;
    }

    private static CommandLine line(CommandSpec spec) {
        return new CommandLine(spec).setExpandAtFiles(false).setStopAtPositional(true);
    }

    private static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build();
    }

    private static OptionSpec value(String label, String description, String... names) {
        return OptionSpec.builder(names)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static PositionalParamSpec words(String label, String description) {
        return PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .index("0..*")
                .arity("0..*")
                .paramLabel(label)
                .description(description)
                .build();
    }
}
