package waits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.kit.FilterKit;
import org.junit.jupiter.api.Test;

class WaitsTest {
    @Test
    void isTheSameInEveryTree() {
        FilterKit.of(new Waits(3), (random, rank) -> random.nextInt(50)).seed(7).check();
    }

    @Test
    void namesTheSlowestFirst() {
        Waits waits = new Waits(2);
        long[] two = waits.merge(waits.lift(4, 30), waits.lift(2, 10));
        assertArrayEquals(new long[] {3, 70, 30, 3, 30, 4}, waits.merge(two, waits.lift(3, 30)));
    }

    @Test
    void needsToKnowHowMany() {
        StciException refused = assertThrows(StciException.class, () -> new WaitsProvider().create(new byte[0]));
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
    }
}
