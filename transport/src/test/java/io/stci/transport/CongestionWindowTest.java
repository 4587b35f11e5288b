package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CongestionWindowTest {
    private final CongestionWindow window = new CongestionWindow(128);

    @Test
    void doublesEachRoundTripUntilTheFirstLoss() {
        assertEquals(10, window.size());
        window.acked(10);
        assertEquals(20, window.size());
        window.acked(20);
        assertEquals(40, window.size());
    }

    @Test
    void growsByOneEachRoundTripAfterALoss() {
        window.acked(30);
        window.lost(1, 40);
        assertEquals(20, window.size());
        for (int i = 0; i < 20; i++) {
            window.acked(1);
        }
        assertEquals(20, window.size(), "a little less than one, as the window grows meanwhile");
        window.acked(1);
        assertEquals(21, window.size());
    }

    @Test
    void lossesOfOneRoundTripCountOnce() {
        window.acked(70);
        window.lost(5, 80);
        window.lost(6, 90);
        window.lost(80, 95);
        assertEquals(40, window.size());
        window.lost(81, 120);
        assertEquals(20, window.size());
    }

    @Test
    void aTimeoutStartsAnewUpToHalfOfWhatWas() {
        window.acked(54);
        window.timedOut(64);
        assertEquals(4, window.size());
        window.acked(28);
        assertEquals(32, window.size());
        window.acked(16);
        assertEquals(32, window.size());
    }

    @Test
    void staysBetweenItsBounds() {
        window.acked(1_000_000);
        assertEquals(128, window.size());
        for (int i = 1; i < 20; i++) {
            window.lost(i * 1000, i * 1000);
        }
        assertEquals(4, window.size());
    }
}
