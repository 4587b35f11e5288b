package io.stci.cli;

import io.stci.agents.LocalSessionOptions;
import io.stci.session.Session;
import io.stci.session.SessionListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * All that a command line needs of the world, handed in.
 *
 * @param sessions opens a session
 * @param signals registers the one handler of signals
 * @param halt ends the process at once with this status
 * @param openFilesLimit how many descriptors a process may have
 * @param workingDirectory where the commands run
 * @param wordCheck throws UsageException if the words aren't what the user wrote
 */
record Surroundings(
        InputStream in,
        OutputStream out,
        OutputStream err,
        Terminal terminal,
        BiFunction<LocalSessionOptions, SessionListener, Session> sessions,
        Consumer<IntConsumer> signals,
        IntConsumer halt,
        Limit openFilesLimit,
        Clock clock,
        String workingDirectory,
        Consumer<List<String>> wordCheck) {
    /** A limit that must be looked up. */
    @FunctionalInterface
    interface Limit {
        long get() throws IOException;
    }
}
