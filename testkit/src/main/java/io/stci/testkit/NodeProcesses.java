package io.stci.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of one session of this machine, found by their command lines, as a killer of processes finds them. */
public final class NodeProcesses {
    private static final Path PROC = Path.of("/proc");
    private static final long KILL_LIMIT_S = 30;

    private final ProcessHandle launcher;
    private final String session;

    /** @param launcher the front-end's process, which has started the others */
    public NodeProcesses(ProcessHandle launcher, String session) {
        this.launcher = launcher;
        this.session = session;
    }

    /** Of a front-end that says in its command line which session it is. */
    public static NodeProcesses of(ProcessHandle frontEnd) {
        String mark = "-Dstci.session=";
        return words(frontEnd)
                .filter(word -> word.startsWith(mark))
                .map(word -> new NodeProcesses(frontEnd, word.substring(mark.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + mark + " in the command line of " + frontEnd.pid()));
    }

    /** The process that hosts this junction alone. */
    public ProcessHandle junction(int node) {
        return find("junction", node);
    }

    /** The process that hosts this agent alone. */
    public ProcessHandle agent(int node) {
        return find("agent", node);
    }

    /** All that run. */
    public List<ProcessHandle> all() {
        return launcher.descendants()
                .filter(process -> words(process).anyMatch(("-Dstci.session=" + session)::equals))
                .toList();
    }

    private ProcessHandle find(String role, int node) {
        List<String> marks = List.of("-Dstci.role=" + role, "-Dstci.session=" + session, "-Dstci.nodes=" + node);
        return launcher.descendants()
                .filter(process -> words(process).toList().containsAll(marks))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process has " + marks));
    }

    private static Stream<String> words(ProcessHandle process) {
        return Stream.of(process.info().arguments().orElse(new String[0]));
    }

    /** Sends a signal by its name, such as {@code STOP}; a process that has ended is left in peace. */
    public static void signal(String name, ProcessHandle... processes) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("kill", "-s", name));
        Stream.of(processes).filter(ProcessHandle::isAlive).forEach(process -> line.add(Long.toString(process.pid())));
        if (line.size() > 3) {
            Process kill = new ProcessBuilder(line).start();
            if (!kill.waitFor(KILL_LIMIT_S, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IOException("failed: " + String.join(" ", line));
            }
        }
    }

    /** Bytes of memory that a process has in use, its resident set. */
    public static long residentBytes(ProcessHandle process) throws IOException {
        return statusBytes(process, "VmRSS:");
    }

    /** The most that it ever had. */
    public static long peakResidentBytes(ProcessHandle process) throws IOException {
        return statusBytes(process, "VmHWM:");
    }

    private static long statusBytes(ProcessHandle process, String field) throws IOException {
        Path status = PROC.resolve(Long.toString(process.pid())).resolve("status");
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException(status + " has no " + field);
    }
}
