package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiveWindowTest {
    private static final NakPolicy POLICY = new NakPolicy(100, 100, 1000, 4000);

    private final List<String> delivered = new ArrayList<>();
    private final List<String> released = new ArrayList<>();
    private final List<String> naks = new ArrayList<>();
    private final Random random = new Random(1);
    private final ReceiveWindow<String> window = new ReceiveWindow<>(4, POLICY, delivered::add, released::add);

    @Test
    void deliversInOrderWhateverTheOrderOfArrival() {
        assertEquals(Arrival.HELD, window.received(3, "c", 0));
        assertEquals(Arrival.HELD, window.received(2, "b", 0));
        assertEquals(List.of(), delivered);
        assertEquals(Arrival.DELIVERED, window.received(1, "a", 0));
        assertEquals(List.of("a", "b", "c"), delivered);
        assertEquals(0, window.held());
        assertEquals(3, window.takeAck());
    }

    @Test
    void releasesDuplicatesOfDeliveredAndOfHeldMessages() {
        window.received(1, "a", 0);
        window.received(3, "c", 0);
        assertEquals(Arrival.DUPLICATE, window.received(1, "a again", 0));
        assertEquals(Arrival.DUPLICATE, window.received(3, "c again", 0));
        assertEquals(Arrival.DUPLICATE, window.received(0, "zero", 0));
        assertEquals(Arrival.DUPLICATE, window.received(Long.MIN_VALUE, "least", 0));
        assertEquals(List.of("a again", "c again", "zero", "least"), released);
        assertEquals(4, window.duplicates());
    }

    @Test
    void releasesAndCountsWhatIsBeyondTheWindow() {
        assertEquals(Arrival.HELD, window.received(4, "d", 0));
        assertEquals(Arrival.BEYOND_WINDOW, window.received(5, "e", 0));
        assertEquals(Arrival.BEYOND_WINDOW, window.received(Long.MAX_VALUE, "most", 0));
        assertEquals(List.of("e", "most"), released);
        assertEquals(2, window.beyondWindow());
        assertEquals(1, window.held());
    }

    @Test
    void acksAreDueForProgressAndForRepetitionsOnly() {
        assertFalse(window.ackDue());
        window.received(2, "b", 0);
        assertFalse(window.ackDue());
        window.received(1, "a", 0);
        assertTrue(window.ackDue());
        assertEquals(2, window.takeAck());
        assertFalse(window.ackDue());
        window.received(2, "b", 0);
        assertTrue(window.ackDue());
    }

    @Test
    void tellsItsGaps() {
        window.received(2, "b", 0);
        window.received(4, "d", 0);
        assertEquals(List.of("1-1", "3-3"), gaps());
        window.received(1, "a", 0);
        assertEquals(List.of("3-3"), gaps());
        window.received(3, "c", 0);
        assertEquals(List.of(), gaps());
        window.received(9, "beyond", 0);
        assertEquals(List.of("5-8"), gaps());
    }

    @Test
    void waitsBeforeItAsksAndThenAsksAtDoublingIntervals() {
        window.received(4, "d", 500);
        assertEquals(500, window.nextTimeoutNs());
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            times.add(window.nextTimeoutNs());
            timeout(window.nextTimeoutNs());
            assertEquals(i, naks.size());
        }
        assertEquals(List.of(500L, 600L, 1600L, 3600L, 7600L, 11600L), times);
        assertEquals(List.of("1-3", "1-3", "1-3", "1-3", "1-3"), naks);
    }

    @Test
    void eachGapHasItsOwnTime() {
        window.received(2, "b", 0);
        timeout(0);
        window.received(4, "d", 50);
        timeout(50);
        timeout(100);
        assertEquals(List.of("1-1"), naks);
        assertEquals(150, window.nextTimeoutNs());
        timeout(150);
        assertEquals(List.of("1-1", "3-3"), naks);
    }

    @Test
    void aLaterGapInTheSamePlaceOfTheRingStartsAfresh() {
        window.received(2, "b", 0);
        for (int i = 0; i < 4; i++) {
            timeout(window.nextTimeoutNs());
        }
        for (long number : new long[] {1, 3, 4}) {
            window.received(number, "x", 20_000);
        }
        naks.clear();
        window.received(6, "f", 30_000);
        timeout(30_000);
        assertEquals(List.of(), naks);
        timeout(30_100);
        assertEquals(List.of("5-5"), naks);
        assertEquals(31_100, window.nextTimeoutNs());
    }

    @Test
    void doesNotAskForWhatWasMerelyOvertaken() {
        window.received(2, "b", 0);
        timeout(0);
        window.received(1, "a", 99);
        assertEquals(ReceiveWindow.NEVER, window.nextTimeoutNs());
        timeout(100_000);
        assertEquals(List.of(), naks);
    }

    @Test
    void asksOnlyForTheRestOfAGapThatIsPartlyFilled() {
        window.received(4, "d", 0);
        timeout(0);
        window.received(2, "b", 50);
        timeout(100);
        assertEquals(List.of("1-1", "3-3"), naks);
    }

    @Test
    void theFirstWaitIsRandomWithinItsBounds() {
        NakPolicy spread = new NakPolicy(100, 200, 1000, 4000);
        List<Long> waits = new ArrayList<>();
        for (long seed = 0; seed < 100; seed++) {
            ReceiveWindow<String> one = new ReceiveWindow<>(4, spread, delivered::add, released::add);
            one.received(2, "b", 0);
            one.onTimeout(0, new Random(seed), (from, to) -> naks.add("early"));
            waits.add(one.nextTimeoutNs());
        }
        assertTrue(waits.stream().allMatch(wait -> wait >= 100 && wait < 200), waits::toString);
        assertTrue(waits.stream().distinct().count() > 20, waits::toString);
        assertEquals(List.of(), naks);
    }

    @Test
    void closeReleasesWhatIsHeldAndWhatComesLater() {
        window.received(1, "a", 0);
        window.received(3, "c", 0);
        window.close();
        window.close();
        assertEquals(Arrival.CLOSED, window.received(2, "b", 1));
        assertEquals(List.of("a"), delivered);
        assertEquals(List.of("c", "b"), released);
        assertEquals(0, window.held());
        assertEquals(1, window.delivered());
        assertEquals(ReceiveWindow.NEVER, window.nextTimeoutNs());
        assertFalse(window.ackDue());
    }

    @Test
    void aConsumerThatThrowsHasTakenItsMessageAndTheOthersFollowLater() {
        List<Integer> seen = new ArrayList<>();
        ReceiveWindow<Integer> fragile = new ReceiveWindow<>(
                4,
                POLICY,
                message -> {
                    seen.add(message);
                    if (message == 1) {
                        throw new IllegalStateException("consumer");
                    }
                },
                message -> released.add("" + message));
        fragile.received(2, 2, 0);
        assertThrows(IllegalStateException.class, () -> fragile.received(1, 1, 0));
        assertEquals(1, fragile.held());
        assertEquals(Arrival.DUPLICATE, fragile.received(2, 22, 0));
        assertEquals(List.of(1, 2), seen);
        assertEquals(List.of("22"), released);
    }

    @Test
    void aConsumerMayCloseTheWindow() {
        List<ReceiveWindow<String>> self = new ArrayList<>();
        self.add(new ReceiveWindow<>(
                4,
                POLICY,
                message -> {
                    delivered.add(message);
                    self.get(0).close();
                },
                released::add));
        self.get(0).received(2, "b", 0);
        self.get(0).received(1, "a", 0);
        assertEquals(List.of("a"), delivered);
        assertEquals(List.of("b"), released);
    }

    @Test
    void refusesPoliciesOutOfOrder() {
        assertThrows(StciException.class, () -> new NakPolicy(-1, 1, 1, 1));
        assertThrows(StciException.class, () -> new NakPolicy(2, 1, 1, 1));
        assertThrows(StciException.class, () -> new NakPolicy(0, 0, 0, 1));
        assertThrows(StciException.class, () -> new NakPolicy(0, 0, 2, 1));
        assertTrue(NakPolicy.standard().repeatNs() <= NakPolicy.standard().repeatMaxNs());
    }

    private List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        window.gaps((from, to) -> gaps.add(from + "-" + to));
        return gaps;
    }

    private void timeout(long nowNs) {
        window.onTimeout(nowNs, random, (from, to) -> naks.add(from + "-" + to));
    }
}
