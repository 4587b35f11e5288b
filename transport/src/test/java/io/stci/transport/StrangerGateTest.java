package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In virtual time: four strangers at most, of whom each is safe for a second, and who have ten to say hello. */
class StrangerGateTest {
    private static final long NEVER_NS = TimeUnit.HOURS.toNanos(1);

    private final VirtualBench bench =
            new VirtualBench(new LinkLimits(TimeUnit.SECONDS.toNanos(10), NEVER_NS, 4, TimeUnit.SECONDS.toNanos(1)));
    private final Transport.Endpoint endpoint = bench.listen(hello -> new Recorder());

    @AfterEach
    void nothingLeaks() {
        bench.close();
    }

    @Test
    void belowTheLimitStrangersHaveUntilTheDeadline() {
        List<Recorder> silent = connectSilent(3);
        bench.time().advance(9_999, TimeUnit.MILLISECONDS);
        assertEquals(0, closed(silent));
        bench.time().advance(1, TimeUnit.MILLISECONDS);
        assertEquals(3, closed(silent));
        assertEquals(3, endpoint.refused());
    }

    @Test
    void whoComesBeyondTheLimitWaits() {
        connectSilent(4);
        Recorder peer = bench.connect(endpoint.address(), 1, new Recorder());
        bench.time().advance(999, TimeUnit.MILLISECONDS);
        assertFalse(peer.wasOpened() || peer.isClosed());
        assertEquals(0, endpoint.refused());
    }

    @Test
    void afterTheGraceStrangersMakeRoom() {
        List<Recorder> silent = connectSilent(6);
        Recorder peer = bench.connect(endpoint.address(), 1, new Recorder());
        bench.time().advance(1, TimeUnit.SECONDS);
        assertTrue(peer.isOpen());
        assertEquals(4, closed(silent));
        assertEquals(Status.RESOURCE_EXHAUSTED, silent.get(0).why().status());
        assertEquals(4, endpoint.refused());
        bench.time().advance(10, TimeUnit.SECONDS);
        assertEquals(6, closed(silent));
        assertEquals(6, endpoint.refused());
    }

    @Test
    void onlyThoseWhoseGraceIsOverMakeRoom() {
        List<Recorder> old = connectSilent(2);
        bench.time().advance(600, TimeUnit.MILLISECONDS);
        List<Recorder> young = connectSilent(2);
        Recorder peer = bench.connect(endpoint.address(), 1, new Recorder());
        bench.time().advance(400, TimeUnit.MILLISECONDS);
        assertEquals(2, closed(old));
        assertEquals(0, closed(young));
        assertTrue(peer.isOpen());
    }

    @Test
    void aStrangerThatLeavesMakesRoomAtOnce() {
        connectSilent(3);
        Recorder leaving = bench.connect(
                endpoint.address(),
                new Greeting() {
                    @Override
                    public void begin(Link link) {
                        bench.time()
                                .loop()
                                .schedule(() -> link.refuse(ClosingContract.WHY), 100, TimeUnit.MILLISECONDS);
                    }

                    @Override
                    public void received(Link link, Frame frame) {
                        throw new AssertionError("nobody answers to silence");
                    }
                },
                new Recorder());
        Recorder peer = bench.connect(endpoint.address(), 1, new Recorder());
        bench.time().advance(100, TimeUnit.MILLISECONDS);
        assertTrue(leaving.isClosed());
        assertTrue(peer.isOpen());
        assertEquals(1, endpoint.refused());
    }

    @Test
    void whoStillWaitsWhenTheEndpointClosesHearsSoAtTheDeadline() {
        connectSilent(4);
        Recorder waiting = bench.connect(endpoint.address(), 1, new Recorder());
        endpoint.close();
        bench.time().advance(9_999, TimeUnit.MILLISECONDS);
        assertFalse(waiting.isClosed());
        bench.time().advance(1, TimeUnit.MILLISECONDS);
        assertTrue(waiting.isClosed());
        assertEquals(Status.DEADLINE_EXCEEDED, waiting.why().status());
    }

    @Test
    void whoIsRefusedGivesItsPlaceBack() {
        Transport.Endpoint strict = bench.listen(hello -> {
            throw ClosingContract.WHY;
        });
        for (int i = 0; i < 20; i++) {
            Recorder refused = bench.connect(strict.address(), 1, new Recorder());
            bench.time().settle();
            assertTrue(refused.isClosed());
        }
        assertEquals(20, strict.refused());
    }

    @Test
    void whoIsAdmittedGivesItsPlaceBack() {
        List<Recorder> peers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            peers.add(bench.connect(endpoint.address(), 1, new Recorder()));
        }
        bench.time().settle();
        assertTrue(peers.stream().allMatch(Recorder::isOpen));
        assertEquals(0, endpoint.refused());
    }

    private List<Recorder> connectSilent(int count) {
        List<Recorder> silent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            silent.add(bench.connect(endpoint.address(), new SilentGreeting(), new Recorder()));
        }
        return silent;
    }

    private static long closed(List<Recorder> recorders) {
        return recorders.stream().filter(Recorder::isClosed).count();
    }
}
