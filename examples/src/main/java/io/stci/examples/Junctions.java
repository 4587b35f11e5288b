package io.stci.examples;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.List;
import java.util.Optional;

/** The junctions' processes of a session that this process has started, known by their command lines. */
final class Junctions {
    private final List<String> marks;

    /** @param session its id */
    Junctions(String session) {
        this.marks = List.of("-Dstci.role=junction", "-Dstci.session=" + session);
    }

    /**
     * One that lives.
     *
     * @throws StciException NOT_FOUND if none is left
     */
    ProcessHandle one() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> words(process).containsAll(marks))
                .findFirst()
                .orElseThrow(() -> new StciException(Status.NOT_FOUND, "junctions", "have all been killed", ""));
    }

    /** In words. */
    static String describe(ProcessHandle junction) {
        return "junction " + nodeOf(junction).orElse("?") + " (process " + junction.pid() + ")";
    }

    private static Optional<String> nodeOf(ProcessHandle process) {
        String mark = "-Dstci.nodes=";
        return words(process).stream()
                .filter(word -> word.startsWith(mark))
                .map(word -> word.substring(mark.length()))
                .findFirst();
    }

    private static List<String> words(ProcessHandle process) {
        return List.of(process.info().arguments().orElse(new String[0]));
    }
}
