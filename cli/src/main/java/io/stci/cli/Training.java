package io.stci.cli;

/**
 * What the start script runs once for each JVM, with the option that archives the classes it loads: a bit of everything,
 * with the nodes in this process (for their classes) and in processes of their own (for the sockets).
 */
final class Training {
    private static final int EXPECTED = 3;
    private static final String[][] RUNS = {
        {"--version"},
        {"exec", "--help"},
        {"exec", "--local", "2", "--in-process", "--", "true"},
        {"exec", "--local", "2", "--in-process", "--gather", "--", "echo", "trained"},
        {"top", "--local", "2", "--in-process", "--interval", "100ms", "--count", "1", "--json"},
        {"top", "--local", "2", "--in-process", "--interval", "100ms", "--count", "1"},
        {"exec", "--topology", "1x2", "--", "sh", "-c", "echo out; echo err >&2; exit " + EXPECTED},
    };

    private Training() {}

    /** Exits with the first status that is not as expected, else 0. */
    public static void main(String[] none) {
        System.exit(trainAll());
    }

    private static int trainAll() {
        for (String[] words : RUNS) {
            int status = Cli.run(Main.surroundings(), words);
            if (status != ExitStatus.OK && status != EXPECTED) {
                return status;
            }
        }
        return ExitStatus.OK;
    }
}
