package io.stci.groupops.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.groupops.filter.Filter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What checks cost, for a person to read: a machine that is busy says nothing certain. */
class SlowDownTest {
    private static final String SUM = """
            static final long[] NUMBERS = new long[10_000];
            static { for (int i = 0; i < NUMBERS.length; i++) NUMBERS[i] = i; }
            public Long merge(Long a, Long b) { long sum = a + b; for (int i = 0; i < NUMBERS.length; i++) sum += NUMBERS[i]; return sum; }
            """;
    private static final String MAP = """
            public Long merge(Long a, Long b) { Map<Long, Long> m = new HashMap<>(); for (long i = 0; i < 1_000; i++) m.merge(i % 64, i, Long::sum);
              long sum = a + b; for (long v : m.values()) sum += v; return sum; }
            """;
    private static final String NOTHING = "";

    @Test
    void isSaid() throws ReflectiveOperationException {
        say("sum of 10,000 longs", SUM);
        say("1,000 steps with a map", MAP);
        say("one addition", NOTHING);
    }

    private static void say(String what, String members) throws ReflectiveOperationException {
        TestJar jar = TestJar.filter(members);
        Filter<Long, Long> plain = Plain.open(jar);
        Filter<Long, Long> checked = TestJar.open(jar.load(new Budget(3_600_000_000_000L, 1L << 40), System::nanoTime));
        assertEquals(plain.merge(1L, 2L), checked.merge(1L, 2L));
        double plainNs = Double.MAX_VALUE;
        double checkedNs = Double.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            plainNs = Math.min(plainNs, nsPerMerge(plain));
            checkedNs = Math.min(checkedNs, nsPerMerge(checked));
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f ns without checks, %.0f ns with: %.1f times%n",
                what,
                plainNs,
                checkedNs,
                checkedNs / plainNs);
    }

    private static double nsPerMerge(Filter<Long, Long> filter) {
        int calls = 1_000;
        long sum = 0;
        long startNs = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            sum += filter.merge((long) i, sum);
        }
        return (System.nanoTime() - startNs + (sum == 42 ? 1 : 0)) / (double) calls;
    }
}
