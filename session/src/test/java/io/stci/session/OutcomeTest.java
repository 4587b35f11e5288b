package io.stci.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void exitStatusesAreThoseThatAShellWouldReport() {
        assertEquals(3, Outcome.exited(3).exitStatus());
        assertEquals(137, Outcome.signalled(9).exitStatus());
        assertEquals(127, Outcome.notFound().exitStatus());
        assertEquals(126, Outcome.notExecutable().exitStatus());
        assertEquals(126, Outcome.failed("no memory").exitStatus());
    }
}
