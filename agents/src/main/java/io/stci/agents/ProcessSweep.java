package io.stci.agents;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds and ends what a session left on this host, by the {@code STCI_SESSION} in the environment that its processes
 * inherit: also those that no parent knows any more.
 *
 * <p>Looks at processes of this user only, and never at this process itself. A process that changed its environment at its
 * own start ({@code env -i}) isn't found. Threads: any.
 */
final class ProcessSweep {
    static final String SESSION_VARIABLE = "STCI_SESSION";

    private static final File PROC = new File("/proc");
    private static final int MAX_ROUNDS = 100;
    private static final long PATIENCE_NS = 1_000_000;
    private static final int MAX_PATIENCE = 10;

    private ProcessSweep() {}

    /** The live processes of the session. */
    static List<ProcessHandle> find(String sessionId) {
        return findHolding(SESSION_VARIABLE + "=" + sessionId);
    }

    /**
     * Sends SIGKILL to the processes of the session, again and again until none is left or about a second has passed.
     *
     * @return how many there were
     */
    static int kill(String sessionId) {
        return killHolding(SESSION_VARIABLE + "=" + sessionId);
    }

    /** As {@link #find}, by any {@code NAME=value}. */
    static List<ProcessHandle> findHolding(String variable) {
        byte[] wanted = variable.getBytes(StandardCharsets.UTF_8);
        byte[] buffer = new byte[8192];
        String self = Long.toString(ProcessHandle.current().pid());
        Object user = userOf(self);
        List<ProcessHandle> found = new ArrayList<>();
        String[] names = PROC.list();
        for (String name : names == null ? new String[0] : names) {
            if (isNumber(name) && !name.equals(self) && holds(name, wanted, buffer) && user.equals(userOf(name))) {
                confirm(name, wanted, buffer).ifPresent(found::add);
            }
        }
        return found;
    }

    /** As {@link #kill}, by any {@code NAME=value}. */
    static int killHolding(String variable) {
        Set<ProcessHandle> killed = new HashSet<>();
        List<ProcessHandle> left = findHolding(variable);
        for (int round = 1; round <= MAX_ROUNDS && !left.isEmpty(); round++) {
            left.forEach(ProcessHandle::destroyForcibly);
            killed.addAll(left);
            LockSupport.parkNanos(Math.min(round, MAX_PATIENCE) * PATIENCE_NS);
            left = findHolding(variable);
        }
        return killed.size();
    }

    /** The handle remembers when its process started: looking again after taking it rules out a pid used anew. */
    private static Optional<ProcessHandle> confirm(String pid, byte[] wanted, byte[] buffer) {
        Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(pid));
        return handle.isPresent() && holds(pid, wanted, buffer) ? handle : Optional.empty();
    }

    /** True if one of the NUL-separated entries is the wanted one, whole; false if the process is gone or not ours. */
    private static boolean holds(String pid, byte[] wanted, byte[] buffer) {
        try (FileInputStream environment = new FileInputStream("/proc/" + pid + "/environ")) {
            return contains(environment, wanted, buffer);
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private static boolean contains(FileInputStream entries, byte[] wanted, byte[] buffer) throws IOException {
        int matched = 0;
        for (int count = entries.read(buffer); count > 0; count = entries.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] != 0) {
                    boolean goesOn = matched >= 0 && matched < wanted.length && buffer[i] == wanted[matched];
                    matched = goesOn ? matched + 1 : -1;
                } else if (matched == wanted.length) {
                    return true;
                } else {
                    matched = 0;
                }
            }
        }
        return matched == wanted.length;
    }

    private static Object userOf(String pid) {
        try {
            return Files.getAttribute(Path.of("/proc", pid), "unix:uid");
        } catch (IOException gone) {
            return pid;
        }
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.charAt(0) >= '1' && name.charAt(0) <= '9';
    }
}
