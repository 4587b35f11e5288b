package waits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.stci.groupops.filter.kit.FilterKit;
import org.junit.jupiter.api.Test;

class WaitsTest {
    @Test
    void isTheSameInEveryTree() {
        FilterKit.of(new Waits(), (random, rank) -> random.nextInt(50)).seed(7).check();
    }

    @Test
    void namesTheLowestOfTheSlowest() {
        Waits waits = new Waits();
        long[] two = waits.merge(waits.lift(4, 30), waits.lift(3, 30));
        assertArrayEquals(new long[] {3, 70, 30, 3}, waits.merge(waits.lift(2, 10), two));
    }
}
