package io.stci.cli;

import io.stci.core.StciException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** One run of {@code stci}: from the words of its command line to its exit status. */
final class Cli {
    private final Surroundings surroundings;
    private final Console console;
    private boolean verbose;

    private Cli(Surroundings surroundings, Console console) {
        this.surroundings = surroundings;
        this.console = console;
    }

    /** Never throws for what can go wrong outside: that becomes one line on standard error and a status. */
    static int run(Surroundings surroundings, String... words) {
        Console console = new Console(surroundings);
        int status = new Cli(surroundings, console).run(List.of(words));
        try {
            console.close();
            return status;
        } catch (ClosedOutputException e) {
            return ExitStatus.OUTPUT_CLOSED;
        } catch (IOException e) {
            // Standard output or error failed; there is nowhere left to say so but the status.
            return status == ExitStatus.OK ? ExitStatus.STCI_FAILED : status;
        }
    }

    private int run(List<String> words) {
        try {
            return dispatch(words);
        } catch (UsageException e) {
            return fail(e, e.getMessage(), ExitStatus.USAGE);
        } catch (StciException e) {
            return fail(e, e.getMessage(), ExitStatus.STCI_FAILED);
        } catch (ClosedOutputException e) {
            return ExitStatus.OUTPUT_CLOSED;
        } catch (IOException e) {
            return fail(e, "input/output: " + e.getMessage(), ExitStatus.STCI_FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail(e, "interrupted", ExitStatus.STCI_FAILED);
        } catch (OutOfMemoryError e) {
            return fail(e, "memory: the front-end's heap is full; ask for fewer agents", ExitStatus.STCI_FAILED);
        } catch (RuntimeException e) {
            return fail(e, "internal error: " + e + "; run again with --verbose and report it", ExitStatus.STCI_FAILED);
        }
    }

    private int dispatch(List<String> words) throws IOException, InterruptedException {
        surroundings.wordCheck().accept(words);
        String command = words.isEmpty() ? "" : words.get(0);
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        return switch (command) {
            case "" -> throw new UsageException("no command", "expected exec or top", "see 'stci --help'");
            case "exec" -> exec(rest);
            case "top" -> top(rest);
            case "--version", "-V", "version" -> print(version());
            case "--help", "-h", "help" -> help(rest);
            default -> throw unknown(command);
        };
    }

    private int exec(List<String> words) throws IOException, InterruptedException {
        CommandLine line = Commands.exec();
        Arguments arguments = Arguments.parse(line, words);
        if (arguments.has("--help")) {
            return print(line.getUsageMessage());
        }
        verbose = arguments.has("--verbose");
        ExecOptions options = OptionParsers.exec(arguments);
        return new SessionRun(surroundings, console, options.where())
                .run(new ExecRun(surroundings, console, options)::run);
    }

    private int top(List<String> words) throws IOException, InterruptedException {
        CommandLine line = Commands.top();
        Arguments arguments = Arguments.parse(line, words);
        if (arguments.has("--help")) {
            return print(line.getUsageMessage());
        }
        verbose = arguments.has("--verbose");
        TopOptions options = OptionParsers.top(arguments);
        return new SessionRun(surroundings, console, options.where())
                .run(new TopRun(surroundings, console, options)::run);
    }

    private int help(List<String> words) throws IOException {
        String about = words.isEmpty() ? "help" : words.get(0);
        return switch (about) {
            case "help" -> print(Commands.overview());
            case "exec" -> print(Commands.exec().getUsageMessage());
            case "top" -> print(Commands.top().getUsageMessage());
            default -> throw unknown(about);
        };
    }

    private int print(String text) throws IOException {
        console.out().print(text);
        console.out().flush();
        return ExitStatus.OK;
    }

    private int fail(Throwable e, String line, int status) {
        try {
            console.say(line.replace('\n', ' '));
            if (verbose) {
                console.err().print(stackTrace(e));
            }
            return status;
        } catch (IOException unwritable) {
            // Standard error is gone: the status is all that can be told.
            return status;
        }
    }

    private static UsageException unknown(String word) {
        String what = word.startsWith("-") ? "unknown option" : "unknown command";
        List<String> known = what.endsWith("option") ? Arrays.asList("--help", "--version") : Commands.NAMES;
        return new UsageException(what + " '" + word + "'" + Suggestion.of(word, known) + " 'stci --help'");
    }

    private static String version() {
        String version = Cli.class.getPackage().getImplementationVersion();
        return "stci " + (version == null ? "development" : version) + " (Java "
                + Runtime.version().feature() + ")\n";
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
