package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendWindowTimeoutTest {
    private static final RetransmitPolicy POLICY = new RetransmitPolicy(1000, 100, 4000);

    private final List<Long> resent = new ArrayList<>();
    private final SendWindow<String> window = new SendWindow<>(4, POLICY, message -> {});

    @Test
    void silenceResendsTheOldestAndTheNewest() {
        offer("a", "b", "c");
        assertEquals(1000, window.nextTimeoutNs());
        timeout(999);
        assertEquals(List.of(), resent);
        timeout(1000);
        assertEquals(List.of(1L, 3L), resent);
    }

    @Test
    void silenceLeavesTheNewestAloneIfItIsFresh() {
        offer("a");
        offerAt(900, "b");
        timeout(1000);
        assertEquals(List.of(1L), resent);
    }

    @Test
    void backsOffUpToTheMaximumAndTellsHowOften() {
        offer("a");
        List<Long> waits = new ArrayList<>();
        for (long now = window.nextTimeoutNs(), i = 0; i < 4; i++, now = window.nextTimeoutNs()) {
            timeout(now);
            waits.add(window.nextTimeoutNs() - now);
        }
        assertEquals(List.of(2000L, 4000L, 4000L, 4000L), waits);
        assertEquals(4, window.timeoutsInARow());
        window.ack(1, 20_000);
        assertEquals(0, window.timeoutsInARow());
    }

    @Test
    void nothingOutstandingMeansNoTimeout() {
        assertEquals(SendWindow.NEVER, window.nextTimeoutNs());
        offer("a");
        window.ack(1, 10);
        assertEquals(SendWindow.NEVER, window.nextTimeoutNs());
        timeout(1_000_000);
        assertEquals(List.of(), resent);
    }

    @Test
    void theTimeoutFollowsTheMeasuredRoundTrip() {
        measureRoundTrip(200);
        offerAt(5000, "b");
        assertEquals(5000 + 200 + 4 * 100, window.nextTimeoutNs());
        window.ack(2, 5200);
        offerAt(6000, "c");
        assertEquals(6000 + 200 + 4 * 75, window.nextTimeoutNs());
    }

    @Test
    void resentMessagesAreNoMeasureAndTheBackOffStays() {
        measureRoundTrip(200);
        offerAt(5000, "b");
        timeout(5600);
        window.ack(2, 5601);
        offerAt(7000, "c");
        assertEquals(7000 + 1200, window.nextTimeoutNs());
        window.ack(3, 7200);
        offerAt(8000, "d");
        assertEquals(8000 + 200 + 4 * 75, window.nextTimeoutNs());
    }

    @Test
    void anAckThatPassesAResentMessageIsNoMeasure() {
        measureRoundTrip(200);
        offerAt(5000, "b", "c");
        nak(2, 2, 5010);
        window.ack(3, 5011);
        offerAt(6000, "d");
        assertEquals(6000 + 600, window.nextTimeoutNs());
    }

    @Test
    void aMessageIsAMeasureThoughItsSlotHeldOneThatWasResent() {
        offer("a");
        timeout(1000);
        window.ack(1, 1001);
        for (long number = 2; number <= 4; number++) {
            offerAt(10_000, "b");
            timeout(window.nextTimeoutNs());
            window.ack(number, 20_000);
        }
        offerAt(30_000, "e");
        assertEquals(30_000 + 4000, window.nextTimeoutNs());
        window.ack(5, 30_200);
        offerAt(40_000, "f");
        assertEquals(40_000 + 600, window.nextTimeoutNs());
    }

    @Test
    void progressStartsTheTimeoutAnew() {
        offer("a", "b");
        window.ack(1, 500);
        assertEquals(500 + 500 + 4 * 250, window.nextTimeoutNs());
    }

    /** Sends and acknowledges message 1. */
    private void measureRoundTrip(long ns) {
        window.offer("a", 0);
        window.ack(1, ns);
    }

    private void offer(String... messages) {
        offerAt(0, messages);
    }

    private void offerAt(long nowNs, String... messages) {
        for (String message : messages) {
            assertTrue(window.offer(message, nowNs) > 0);
        }
    }

    private void nak(long from, long to, long nowNs) {
        window.nak(from, to, nowNs, (number, message) -> resent.add(number));
    }

    private void timeout(long nowNs) {
        window.onTimeout(nowNs, (number, message) -> resent.add(number));
    }
}
