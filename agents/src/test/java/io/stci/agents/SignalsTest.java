package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignalsTest {
    @Test
    void namesAndNumbersAreInverse() {
        for (int number = 1; number <= Signals.MAX; number++) {
            assertEquals(number, Signals.number(Signals.name(number)));
        }
        assertEquals("SIGKILL", Signals.name(Signals.SIGKILL));
        assertEquals(Signals.SIGTERM, Signals.number("TERM"));
    }

    @Test
    void namesAreThoseOfThisSystem() throws IOException {
        Process list = new ProcessBuilder("bash", "-c", "for n in $(seq 1 31); do echo SIG$(kill -l $n); done").start();
        String[] names = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");
        assertEquals(31, names.length);
        for (int number = 1; number <= 31; number++) {
            assertEquals(names[number - 1], Signals.name(number));
        }
    }

    @Test
    void unknownNameIsRefused() {
        StciException refused = assertThrows(StciException.class, () -> Signals.number("SIGNAL"));
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
        assertEquals("SIG99", Signals.name(99));
    }
}
