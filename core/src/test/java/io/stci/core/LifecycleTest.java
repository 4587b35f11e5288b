package io.stci.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LifecycleTest {
    private enum Door {
        OPEN,
        SHUT,
        GONE
    }

    private final Lifecycle<Door> door = Lifecycle.table(Door.class)
            .allow(Door.OPEN, Door.SHUT)
            .allow(Door.SHUT, Door.OPEN, Door.GONE)
            .start("door", Door.OPEN);

    @Test
    void followsItsTable() {
        door.move(Door.SHUT);
        assertTrue(door.allows(Door.GONE));
        door.move(Door.GONE);
        assertTrue(door.is(Door.GONE));
    }

    @Test
    void refusesAMoveThatIsNotInTheTableAndStaysWhereItWas() {
        StciException thrown = assertThrows(StciException.class, () -> door.move(Door.GONE));
        assertEquals(Status.INTERNAL, thrown.status());
        assertEquals("door: no move from OPEN to GONE", thrown.getMessage());
        assertEquals(Door.OPEN, door.state());
    }
}
