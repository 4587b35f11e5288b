package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MergeWindowTest {
    private final ManualScheduler time = new ManualScheduler();
    private MergeWindow window;
    private int closings;

    @Test
    void closesAfterTheQuietTime() {
        for (boolean isRoot : new boolean[] {true, false}) {
            begun(isRoot);
            window.arrived(true);
            assertClosesAfter(isRoot ? 100 : 20);
        }
    }

    @Test
    void eachArrivalStartsTheQuietTimeAnew() {
        begun(true);
        window.arrived(true);
        for (int i = 0; i < 5; i++) {
            time.advanceMs(99);
            assertEquals(0, closings);
            window.arrived(false);
        }
        assertClosesAfter(100);
    }

    @Test
    void closesAtTheLimitThoughLinesKeepComing() {
        for (boolean isRoot : new boolean[] {true, false}) {
            begun(isRoot);
            window.arrived(true);
            int limitMs = isRoot ? 1000 : 200;
            for (int ms = 10; ms < limitMs; ms += 10) {
                time.advanceMs(10);
                window.arrived(false);
            }
            assertClosesAfter(10);
        }
    }

    @Test
    void theNextWindowHasItsOwnLimit() {
        begun(true);
        window.arrived(true);
        time.advanceMs(950);
        closings = 0;
        window.arrived(true);
        for (int ms = 0; ms < 900; ms += 90) {
            time.advanceMs(90);
            window.arrived(false);
        }
        assertEquals(0, closings);
        assertClosesAfter(100);
    }

    @Test
    void theFrontEndWaitsForAllToBegin() {
        started(true);
        window.arrived(true);
        time.advanceMs(4000);
        window.allBegun();
        assertEquals(0, closings, "never inside the call");
        time.advanceMs(0);
        assertEquals(1, closings);
    }

    @Test
    void whenAllBeginTheQuietTimeOfTheLatestLineStillHolds() {
        started(true);
        window.arrived(true);
        time.advanceMs(400);
        window.arrived(false);
        time.advanceMs(30);
        window.allBegun();
        assertClosesAfter(70);
    }

    @Test
    void theFrontEndWaitsForTheStartOnceFromTheFirstLineOfAll() {
        started(true);
        window.arrived(true);
        time.advanceMs(2000);
        window.emptied();
        window.arrived(true);
        assertClosesAfter(3000);
        closings = 0;
        window.emptied();
        window.arrived(true);
        assertClosesAfter(100);
    }

    @Test
    void aJunctionThatWaitsForTheStartKeepsToItsLimit() {
        started(false);
        for (int i = 0; i < 3; i++) {
            closings = 0;
            window.arrived(true);
            assertClosesAfter(200);
            window.emptied();
        }
    }

    @Test
    void emptiedAndClosedWindowsLeaveNoTimer() {
        begun(true);
        window.arrived(true);
        window.emptied();
        assertEquals(0, time.waitingCount());
        window.arrived(true);
        window.close();
        window.allBegun();
        time.advanceMs(10_000);
        assertEquals(0, closings);
        assertEquals(0, time.waitingCount());
    }

    @Test
    void manyArrivalsNeedOneTimer() {
        begun(true);
        window.arrived(true);
        for (int i = 0; i < 1000; i++) {
            window.arrived(false);
        }
        assertTrue(time.waitingCount() == 1, time.waitingCount() + " timers");
    }

    private void started(boolean isRoot) {
        closings = 0;
        window = new MergeWindow(time, isRoot, () -> closings++);
    }

    private void begun(boolean isRoot) {
        started(isRoot);
        window.allBegun();
    }

    private void assertClosesAfter(int ms) {
        time.advanceMs(ms - 1);
        assertEquals(0, closings);
        time.advanceMs(1);
        assertEquals(1, closings);
    }
}
