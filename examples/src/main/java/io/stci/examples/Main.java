package io.stci.examples;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs an example by its name; {@code examples/run} starts it. */
public final class Main {
    private static final Map<String, Example> EXAMPLES = Map.of(
            "integer-add", IntegerAdd::run,
            "fault-tolerant-sum", FaultTolerantSum::run,
            "stack-merge", StackMerge::run,
            "distributed-top-k", DistributedTopK::run,
            "command-broadcast", CommandBroadcast::run);

    private Main() {}

    /** Ends the process with 0, 1 if the example failed, or 2 if it can't be run so. */
    public static void main(String[] words) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.exit(run(List.of(words), in, System.out, System.err));
    }

    static int run(List<String> words, BufferedReader in, PrintStream out, PrintStream err) {
        String name = words.isEmpty() ? "" : words.get(0);
        Example example = EXAMPLES.get(name);
        if (example == null) {
            err.println("examples: unknown example '" + name + "'; 'examples/run' lists them");
            return 2;
        }
        try {
            example.run(new Arguments(words.subList(1, words.size())), in, out);
            return 0;
        } catch (StciException e) {
            err.println(name + ": " + e.getMessage());
            return e.status() == Status.INVALID_ARGUMENT ? 2 : 1;
        } catch (IOException e) {
            err.println(name + ": standard input: " + e.getMessage());
            return 1;
        }
    }
}
