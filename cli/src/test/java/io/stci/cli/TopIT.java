package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Samples over real trees of processes. */
@Timeout(300)
class TopIT {
    @Test
    void eachTickIsOneLineWithAllRanks() throws Exception {
        try (StciProcess stci = StciProcess.start("top", "--local", "4", "--interval", "200ms", "--count", "3")) {
            assertEquals(0, stci.status(), stci.err());
            assertEquals(3, stci.out().lines().count());
            assertTrue(stci.out().lines().allMatch(line -> line.contains(" 4/4 ranks ")), stci.out());
        }
    }

    @Test
    void jsonHasOneObjectATick() throws Exception {
        try (StciProcess stci =
                StciProcess.start("top", "--local", "4", "--interval", "200ms", "--count", "2", "--json")) {
            assertEquals(0, stci.status(), stci.err());
            assertEquals(2, stci.out().lines().count());
            assertTrue(stci.out().startsWith("{\"wave\":1,\"time\":\""), stci.out());
            assertTrue(stci.out().contains("\"memory_total_bytes\":{\"unit\":\"bytes\",\"count\":4,"), stci.out());
        }
    }

    @Test
    void interruptEndsIt() throws Exception {
        try (StciProcess stci = StciProcess.start("top", "--local", "2", "--interval", "100ms")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> stci.out().contains("\n"));
            stci.signal("INT");
            assertEquals(130, stci.status());
            assertEquals("", stci.err());
        }
    }
}
