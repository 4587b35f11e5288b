package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendWindowTest {
    private static final RetransmitPolicy POLICY = new RetransmitPolicy(1000, 100, 4000);

    private final List<String> released = new ArrayList<>();
    private final List<Long> resent = new ArrayList<>();
    private final SendWindow<String> window = new SendWindow<>(4, POLICY, released::add);

    @Test
    void numbersFromOneAndRefusesWhenFull() {
        offer("a", "b", "c", "d");
        assertTrue(window.isFull());
        assertEquals(SendWindow.REFUSED, window.offer("e", 0));
        window.ack(1, 10);
        assertEquals(5, window.offer("e", 10));
        assertEquals(List.of("a"), released);
    }

    @Test
    void acksAreCumulativeAndOldNewsIsIgnored() {
        offer("a", "b", "c");
        window.ack(2, 10);
        window.ack(1, 11);
        window.ack(-5, 11);
        assertEquals(List.of("a", "b"), released);
        assertEquals(2, window.acked());
        assertEquals(1, window.held());
    }

    @Test
    void refusesAcksAndNaksOfWhatWasNeverSent() {
        offer("a");
        assertStatus(Status.PROTOCOL_ERROR, () -> window.ack(2, 0));
        assertStatus(Status.PROTOCOL_ERROR, () -> nak(1, 2, 0));
        assertStatus(Status.PROTOCOL_ERROR, () -> nak(0, 1, 0));
        assertStatus(Status.PROTOCOL_ERROR, () -> nak(1, 0, 0));
        assertStatus(Status.PROTOCOL_ERROR, () -> window.ack(Long.MAX_VALUE, 0));
        assertEquals(1, window.held());
    }

    @Test
    void resendsOnRequestOnceWithinARoundTrip() {
        measureRoundTrip(100);
        offerAt(1000, "b", "c", "d");
        nak(2, 3, 1050);
        nak(2, 4, 1100);
        assertEquals(List.of(2L, 3L, 4L), resent);
        nak(2, 2, 1149);
        assertEquals(3, resent.size());
        nak(2, 2, 1150);
        assertEquals(List.of(2L, 3L, 4L, 2L), resent);
    }

    @Test
    void passesOverWhatWasAcknowledgedMeanwhile() {
        offer("a", "b", "c");
        window.ack(2, 10);
        nak(1, 3, 20);
        assertEquals(List.of(3L), resent);
    }

    @Test
    void closeReleasesAllOnceAndIgnoresWhatComesLate() {
        offer("a", "b", "c");
        window.ack(1, 10);
        window.close();
        window.close();
        window.ack(3, 20);
        nak(1, 3, 20);
        timeout(100_000);
        assertEquals(List.of("a", "b", "c"), released);
        assertEquals(List.of(), resent);
        assertEquals(1, window.acked());
        assertEquals(SendWindow.NEVER, window.nextTimeoutNs());
        assertStatus(Status.INTERNAL, () -> window.offer("d", 30));
    }

    @Test
    void aHookThatThrowsHasReleasedAndTheOthersStay() {
        List<Integer> seen = new ArrayList<>();
        SendWindow<Integer> fragile = new SendWindow<>(4, POLICY, message -> {
            seen.add(message);
            if (message == 1) {
                throw new IllegalStateException("hook");
            }
        });
        fragile.offer(1, 0);
        fragile.offer(2, 0);
        assertThrows(IllegalStateException.class, () -> fragile.ack(2, 10));
        assertEquals(1, fragile.held());
        assertTrue(fragile.nextTimeoutNs() < SendWindow.NEVER);
        fragile.ack(2, 11);
        fragile.close();
        assertEquals(List.of(1, 2), seen);
    }

    @Test
    void aHookMayOfferTheNextMessage() {
        List<Integer> seen = new ArrayList<>();
        List<SendWindow<Integer>> self = new ArrayList<>();
        self.add(new SendWindow<>(2, POLICY, message -> {
            seen.add(message);
            if (message <= 8) {
                self.get(0).offer(message + 2, 100);
            }
        }));
        SendWindow<Integer> chain = self.get(0);
        chain.offer(1, 0);
        chain.offer(2, 0);
        for (long upTo = 2; !chain.isEmpty(); upTo += 2) {
            assertTrue(chain.nextTimeoutNs() < SendWindow.NEVER);
            chain.ack(upTo, 100);
        }
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), seen);
        assertEquals(SendWindow.NEVER, chain.nextTimeoutNs());
    }

    @Test
    void aResenderMayCloseTheWindow() {
        offer("a", "b", "c");
        window.nak(1, 3, 10, (number, message) -> {
            resent.add(number);
            window.close();
        });
        assertEquals(List.of(1L), resent);
        assertEquals(List.of("a", "b", "c"), released);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3, 100, Integer.MIN_VALUE})
    void refusesACapacityThatIsNoPowerOfTwo(int capacity) {
        assertStatus(Status.INVALID_ARGUMENT, () -> new SendWindow<String>(capacity, POLICY, released::add));
    }

    @Test
    void refusesPoliciesOutOfOrder() {
        assertStatus(Status.INVALID_ARGUMENT, () -> new RetransmitPolicy(5, 0, 10));
        assertStatus(Status.INVALID_ARGUMENT, () -> new RetransmitPolicy(5, 6, 10));
        assertStatus(Status.INVALID_ARGUMENT, () -> new RetransmitPolicy(11, 5, 10));
        assertTrue(RetransmitPolicy.standard().minNs()
                < RetransmitPolicy.standard().maxNs());
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

    private static void assertStatus(Status status, Runnable call) {
        assertEquals(status, assertThrows(StciException.class, call::run).status());
    }
}
