package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StartFailureTest {
    @Test
    void bothWordingsOfJavaAreRead() {
        StartFailure expected = new StartFailure(7, "Argument list too long");
        assertEquals(
                expected, StartFailure.parse("Cannot run program \"x error=2, y\": error=7, Argument list too long"));
        assertEquals(
                expected,
                StartFailure.parse(
                        "Cannot run program \"x\" (in directory \"/\"): Exec failed, error: 7 (Argument list too long) "));
    }

    @Test
    void otherWordsAreKeptWhole() {
        for (String message :
                new String[] {"invalid null character in command", "error=", "error=x, y", "error: 7", ""}) {
            assertEquals(new StartFailure(0, message), StartFailure.parse(message));
        }
    }
}
