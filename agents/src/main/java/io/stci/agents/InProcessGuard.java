package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Outlives a front-end that hosts all nodes itself: a shell that waits for its standard input to end, and then, should the
 * front-end have died before it could, ends the session's commands and removes its directory.
 */
final class InProcessGuard {
    /**
     * Finds the commands as {@link ProcessSweep} does, by a whole entry of their environment, until three looks in a row find
     * none: one that is just being started doesn't show it yet. $0 is the session, $1 its directory.
     */
    private static final String SCRIPT = """
            cat >/dev/null
            looks=0
            none=0
            while [ "$none" -lt 3 ] && [ "$looks" -lt 100 ]; do
                none=$((none + 1))
                looks=$((looks + 1))
                for found in $(grep -lsxz "STCI_SESSION=$0" /proc/[0-9]*/environ); do
                    none=0
                    pid=${found#/proc/}
                    kill -KILL "${pid%/environ}"
                done
                sleep 0.05
            done
            rm -rf "$1"
            """;

    private final Process process;

    private InProcessGuard(Process process) {
        this.process = process;
    }

    static InProcessGuard start(String session, Path directory) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    LocalLauncher.inOwnSession("/bin/sh", "-c", SCRIPT, session, directory.toString()));
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            return new InProcessGuard(builder.start());
        } catch (IOException e) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    "guard",
                    "can't be started: " + e.getMessage(),
                    "raise the limit on processes",
                    e);
        }
    }

    /** The front-end has ended everything itself. */
    void release() {
        process.destroyForcibly();
    }
}
