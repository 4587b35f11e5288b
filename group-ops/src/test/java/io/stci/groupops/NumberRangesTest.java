package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NumberRangesTest {
    @Test
    void holdsWhatASetOfTheSameNumbersHolds() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            NumberRanges ranges = new NumberRanges();
            TreeSet<Long> model = new TreeSet<>();
            for (int step = 0; step < 200; step++) {
                long number = random.nextInt(60);
                if (random.nextInt(20) == 0) {
                    ranges.removeUpTo(number);
                    model.headSet(number, true).clear();
                } else {
                    ranges.add(number);
                    model.add(number);
                }
            }
            NumberRanges copy = new NumberRanges();
            copy.add(model.isEmpty() ? 3 : model.last());
            copy.addAll(ranges);
            while (!model.isEmpty()) {
                assertEquals(model.first(), ranges.first(), "seed " + seed);
                assertEquals(model.first(), copy.poll(), "seed " + seed);
                assertEquals(model.pollFirst(), ranges.poll(), "seed " + seed);
            }
            assertEquals(true, ranges.isEmpty(), "seed " + seed);
        }
    }
}
