package io.stci.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StatusTest {
    @Test
    void numbersAreStableAndComeBack() {
        for (Status status : Status.values()) {
            assertEquals(status, Status.ofNumber(status.number()));
        }
        assertEquals(Status.INTERNAL, Status.ofNumber(4711));
        assertEquals(9, Status.UNAVAILABLE.number());
    }

    @Test
    void aMessageIsOneLine() {
        StciException thrown = new StciException(Status.NOT_FOUND, "command 'x\ny'", "no such file", "check PATH");
        assertEquals("command 'x y': no such file; check PATH", thrown.getMessage());
    }
}
