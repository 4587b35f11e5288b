package io.stci.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/** What {@link Main} runs by its name. */
@FunctionalInterface
interface Example {
    /**
     * Runs to its end.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT if the arguments make no sense
     */
    void run(Arguments arguments, BufferedReader in, PrintStream out) throws IOException;
}
