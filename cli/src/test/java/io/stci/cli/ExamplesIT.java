package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code examples/run}, which starts them by the script of this command. */
@Timeout(300)
class ExamplesIT {
    @Test
    void aloneItListsThem() throws Exception {
        try (StciProcess run = run("")) {
            assertEquals(0, run.status(), run.err());
            for (String name : new String[] {
                "integer-add",
                "fault-tolerant-sum",
                "stack-merge",
                "distributed-top-k",
                "command-broadcast",
                "custom-filter-jar"
            }) {
                assertTrue(run.out().lines().anyMatch(line -> line.matches("  " + name + "[ :].*")), run.out());
            }
        }
    }

    @Test
    void anUnknownOneIsOneLineAndStatus2() throws Exception {
        try (StciProcess run = run("nonsense")) {
            assertEquals(2, run.status());
            assertEquals("examples: unknown example 'nonsense'; 'examples/run' lists them\n", run.err());
            assertEquals("", run.out());
        }
    }

    @Test
    void oneRunsFromAnywhere() throws Exception {
        try (StciProcess run = run("integer-add 2 7")) {
            assertEquals(0, run.status(), run.err());
            assertEquals("", run.err());
            assertTrue(run.out().startsWith("once:   7 comes back as 21 of [0,1]\n"), run.out());
        }
    }

    @Test
    void aBadArgumentIsOneLineAndStatus2() throws Exception {
        try (StciProcess run = run("integer-add many")) {
            assertEquals(2, run.status());
            assertEquals(1, run.err().lines().count(), run.err());
            assertEquals("", run.out());
        }
    }

    /** As an outside user builds it: from the poms and jars that are published, and nothing else of this source tree. */
    @Test
    void aToolIsBuiltFromWhatIsPublishedAndReplacesItsFilterLive() throws Exception {
        try (StciProcess run = run("custom-filter-jar")) {
            assertEquals(0, run.status(), run.err());
            assertEquals("", run.err());
            assertEquals("""
                    loaded waits-1/target/waits.jar at every node
                    loaded waits-2/target/waits.jar at every node
                    wave 1 of [0-15]: others waited 910 ms for rank 5 (168 ms)
                    wave 2 of [0-15]: others waited 800 ms for rank 5 (161 ms)
                    wave 3 of [0-15]: others waited 840 ms for rank 5 (164 ms)
                    wave 5 of [0-15]: others waited 890 ms for rank 5 (167 ms), then rank 9 (155 ms), then rank 1 (109 ms)
                    """, run.out());
        }
    }

    private static StciProcess run(String words) throws Exception {
        return StciProcess.shell("cd / && exec \"${STCI%/stci}/examples/run\" " + words);
    }
}
