package io.stci.agents;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessSweepTest {
    private final String session = "sweep-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

    @AfterEach
    void leaveNothing() {
        ProcessSweep.kill(session);
        ProcessSweep.kill(session + "0");
    }

    @Test
    void endsWhatThisProcessStarted() throws Exception {
        Process sleeper = start(session, "exec sleep 300");
        await().until(() -> pids(session).equals(List.of(sleeper.pid())));
        assertEquals(1, ProcessSweep.kill(session));
        assertEquals(128 + Signals.SIGKILL, sleeper.waitFor());
        assertEquals(List.of(), ProcessSweep.find(session));
    }

    @Test
    void endsWhatWentAwayFromItsParents() throws Exception {
        Process parent = start(session, "(setsid sh -c 'sleep 300' </dev/null >/dev/null 2>&1 &) ; exit 0");
        assertEquals(0, parent.waitFor());
        await().until(() -> !pids(session).isEmpty());
        List<ProcessHandle> escaped = ProcessSweep.find(session);
        assertTrue(ProcessSweep.kill(session) >= 1);
        escaped.forEach(process -> await().until(() -> !isRunning(process)));
    }

    @Test
    void endsWhatKeepsForking() throws Exception {
        start(session, "while true; do sleep 0.01 & sleep 0.01; done");
        await().until(() -> pids(session).size() > 1);
        ProcessSweep.kill(session);
        await().until(() -> pids(session).isEmpty());
    }

    @Test
    void sparesOtherSessionsAndVariables() throws Exception {
        Process longer = start(session + "0", "exec sleep 300");
        Process other = startWith("NOT_STCI_SESSION", session, "exec sleep 300");
        await().until(() -> pids(session + "0").equals(List.of(longer.pid())));
        await().until(() ->
                ProcessSweep.findHolding("NOT_STCI_SESSION=" + session).size() == 1);
        assertEquals(0, ProcessSweep.kill(session));
        assertTrue(longer.isAlive());
        assertTrue(other.isAlive());
        assertEquals(1, ProcessSweep.killHolding("NOT_STCI_SESSION=" + session));
        assertFalse(other.waitFor() == 0);
    }

    @Test
    void sparesThisProcess() throws IOException {
        String own = System.getenv().entrySet().iterator().next().toString();
        long self = ProcessHandle.current().pid();
        assertTrue(ProcessSweep.findHolding(own).stream().noneMatch(process -> process.pid() == self));
    }

    private static List<Long> pids(String session) {
        return ProcessSweep.find(session).stream().map(ProcessHandle::pid).toList();
    }

    /** A killed orphan may stay a zombie where process 1 doesn't reap. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static Process start(String session, String script) throws IOException {
        return startWith(ProcessSweep.SESSION_VARIABLE, session, script);
    }

    private static Process startWith(String variable, String value, String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
        builder.environment().put(variable, value);
        return builder.start();
    }
}
