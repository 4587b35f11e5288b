package io.stci.cli;

import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The words of one command line, sorted into options and the rest, with every mistake told in one line. */
final class Arguments {
    private final String command;
    private final ParseResult parsed;

    private Arguments(String command, ParseResult parsed) {
        this.command = command;
        this.parsed = parsed;
    }

    /**
     * Sorts the words after {@code stci COMMAND}.
     *
     * @throws UsageException if an option is unknown, lacks its value, has one too many or comes twice
     */
    static Arguments parse(CommandLine line, List<String> words) {
        String command = "stci " + line.getCommandName();
        try {
            return new Arguments(command, line.parseArgs(words.toArray(String[]::new)));
        } catch (ParameterException e) {
            throw new UsageException(explain(e, line, command));
        }
    }

    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(parsed.matchedOptionValue(option, null));
    }

    /** The value read by a parser of the core; its complaint becomes a usage error that names the option. */
    <T> Optional<T> value(String option, Function<String, T> parser) {
        return value(option).map(text -> read(option, text, parser));
    }

    /** A whole number between the bounds, both included. */
    Optional<Integer> number(String option, int least, int most) {
        return value(option).map(text -> number(option, text, least, most));
    }

    List<String> rest() {
        return parsed.matchedPositionalValue(0, List.of());
    }

    /** Where the user finds more. */
    String seeHelp() {
        return "see '" + command + " --help'";
    }

    /** Refuses two options that say different things about the same matter. */
    void exclude(String... options) {
        List<String> given = new ArrayList<>();
        for (String option : options) {
            if (has(option)) {
                given.add(option);
            }
        }
        if (given.size() > 1) {
            throw new UsageException(
                    "options " + String.join(" and ", given), "exclude each other", "leave one of them out");
        }
    }

    /** Gives {@code --stdin} the next word only if that is a choice of ranks; else it means all of them. */
    static boolean takeRanksOnly(Stack<String> words, boolean attached) {
        if (!attached && (words.isEmpty() || !looksLikeRanks(words.peek()))) {
            words.push("all");
        }
        return false;
    }

    private static boolean looksLikeRanks(String word) {
        String body = word.startsWith("!") ? word.substring(1) : word;
        if (body.startsWith("[") && body.endsWith("]")) {
            body = body.substring(1, body.length() - 1);
        }
        boolean starts = !body.isEmpty() && Character.isDigit(body.charAt(0));
        return word.equals("all") || starts && body.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-' || c == ',');
    }

    private static <T> T read(String option, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (StciException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    private static int number(String option, String text, int least, int most) {
        boolean digits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            String bounds = most == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
            throw new UsageException(option, "'" + text + "' is out of range", "give a whole number " + bounds);
        }
        return Integer.parseInt(text);
    }

    private static String explain(ParameterException e, CommandLine line, String command) {
        String help = "'" + command + " --help'";
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched().get(0), line) + " " + help;
        }
        if (e instanceof MissingParameterException missing
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return "option '" + option.longestName() + "': needs a value " + option.paramLabel() + "; see " + help;
        }
        if (e instanceof OverwrittenOptionException twice && twice.getOverwritten() instanceof OptionSpec option) {
            return "option '" + option.longestName() + "': is given twice; leave one out";
        }
        return "arguments: " + firstLine(e.getMessage()) + "; see " + help;
    }

    private static String unknown(String word, CommandLine line) {
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        String what = word.startsWith("-") ? "unknown option" : "unexpected argument";
        return what + " '" + name + "'"
                + Suggestion.of(name, line.getCommandSpec().optionsMap().keySet());
    }

    private static String firstLine(String message) {
        return message == null
                ? "can't be understood"
                : message.lines().findFirst().orElse("");
    }
}
