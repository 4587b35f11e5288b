package io.stci.session.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.activemessages.message.ActiveMessages;
import io.stci.activemessages.message.Codecs;
import io.stci.activemessages.message.MessageOptions;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages to several agents of a whole tree, in virtual time. */
class MulticastsTest {
    private static final RankSet ALL = RankSet.all(4);
    private static final byte[] KIBIBYTES_100 = new byte[100 << 10];

    private final TreeMesh mesh = new TreeMesh("kary:2", 4);
    private final Multicasts multicasts = mesh.multicasts();
    private final Map<Integer, ActiveMessages> agents = new TreeMap<>();
    private final Map<Integer, List<Integer>> heard = new TreeMap<>();
    private final CompletableFuture<Void> gate = new CompletableFuture<>();

    MulticastsTest() {
        ALL.forEach(rank -> {
            heard.put(rank, new ArrayList<>());
            ActiveMessages messages = new ActiveMessages(
                    mesh.carrier(rank), mesh.scheduler(rank), mesh.thread(rank), MessageOptions.standard());
            messages.handleOneWay("slow at 2", Codecs.bytes(), (bytes, context) -> {
                heard.get(rank).add(bytes.length);
                return rank == 2 ? gate : CompletableFuture.completedFuture(null);
            });
            messages.handleOneWayAtOnce(
                    "take", Codecs.bytes(), bytes -> heard.get(rank).add(bytes.length));
            agents.put(rank, messages);
        });
        new ActiveMessages(mesh.carrier(-1), mesh.scheduler(-1), mesh.thread(-1), MessageOptions.standard());
    }

    @AfterEach
    void close() {
        assertEquals(List.of(), mesh.problems());
        mesh.close();
    }

    private void advanceMs(long ms) {
        mesh.time().advance(ms, TimeUnit.MILLISECONDS);
    }

    private StciException failure(Request<?> request) {
        mesh.time().awaitUntil(request::isDone, 100, TimeUnit.SECONDS);
        return assertThrows(StciException.class, () -> request.await(Duration.ZERO));
    }

    @Test
    void whoIsSlowHoldsUpThoseToTheSameMembersOnly() {
        List<Request<Void>> sends = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sends.add(multicasts.send(ALL, "slow at 2", KIBIBYTES_100));
        }
        advanceMs(100);
        long left = sends.stream().filter(Request::isDone).count();
        assertTrue(left >= 10 && left < 20, "left: " + left);
        assertTrue(heard.get(2).size() <= 11, heard::toString);
        RankSet others = RankSet.parse("0-1,3");
        multicasts.send(others, "take", new byte[7]);
        multicasts.interrupt(ALL, "take", new byte[8]);
        advanceMs(100);
        ALL.forEach(rank -> assertEquals(others.contains(rank), heard.get(rank).contains(7)));
        ALL.forEach(rank -> assertTrue(heard.get(rank).contains(8)));
        gate.complete(null);
        advanceMs(100);
        assertTrue(sends.stream().allMatch(Request::isDone));
        assertEquals(31, heard.get(2).size());
    }

    @Test
    void whatCantLeaveFailsInTime() {
        List<Request<Void>> sends = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sends.add(multicasts.send(ALL, "slow at 2", KIBIBYTES_100));
        }
        assertEquals(Status.DEADLINE_EXCEEDED, failure(sends.get(29)).status());
        gate.complete(null);
        advanceMs(100);
        Request<Void> next = multicasts.send(ALL, "take", new byte[7]);
        advanceMs(100);
        assertTrue(next.isDone());
        assertTrue(heard.get(2).contains(7));
    }

    @Test
    void aLargeOneIsHandledWholeAndOneBehindItWaits() {
        multicasts.send(ALL, "slow at 2", new byte[3_000_000]);
        multicasts.send(ALL, "slow at 2", new byte[3_000_001]);
        advanceMs(100);
        assertEquals(List.of(3_000_000), heard.get(0));
        assertEquals(List.of(3_000_000), heard.get(2));
        gate.complete(null);
        advanceMs(100);
        assertEquals(List.of(3_000_000, 3_000_001), heard.get(0));
        assertEquals(List.of(3_000_000, 3_000_001), heard.get(2));
    }

    @Test
    void interruptsAreFew() {
        for (int i = 0; i < ActiveMessages.INTERRUPTS; i++) {
            assertTrue(multicasts.interrupt(ALL, "slow at 2", new byte[5]).isDone());
            advanceMs(1);
        }
        StciException tooMany =
                assertThrows(StciException.class, () -> multicasts.interrupt(ALL, "slow at 2", new byte[5]));
        assertEquals(Status.RESOURCE_EXHAUSTED, tooMany.status());
        gate.complete(null);
        advanceMs(10);
        assertTrue(multicasts.interrupt(ALL, "slow at 2", new byte[5]).isDone());
    }

    @Test
    void whoIsGoneIsPassedOverAndIfAllAreThatIsSaid() {
        multicasts.send(RankSet.parse("2-3"), "slow at 2", new byte[5]);
        mesh.kill(2);
        advanceMs(20_000);
        multicasts.send(RankSet.of(3), "take", new byte[6]);
        multicasts.send(RankSet.parse("2-3"), "take", new byte[7]);
        advanceMs(100);
        assertEquals(List.of(5, 6, 7), heard.get(3));
        multicasts.send(RankSet.of(2), "take", new byte[8]);
        advanceMs(100);
        StciException gone = failure(multicasts.send(RankSet.of(2), "take", new byte[8]));
        assertEquals(Status.UNAVAILABLE, gone.status());
        assertTrue(gone.getMessage().startsWith("ranks 2: are gone: [2] "), gone::getMessage);
    }

    @Test
    void moreThanWaitsAtATimeIsRefused() {
        byte[] large = new byte[60 << 20];
        Request<Void> first = multicasts.send(ALL, "slow at 2", large);
        Request<Void> second = multicasts.send(ALL, "slow at 2", large);
        StciException exhausted =
                assertThrows(StciException.class, () -> multicasts.send(RankSet.of(1), "take", new byte[30 << 20]));
        assertEquals(Status.RESOURCE_EXHAUSTED, exhausted.status());
        second.cancel();
        gate.complete(null);
        mesh.time().awaitUntil(first::isDone, 10, TimeUnit.SECONDS);
        advanceMs(100);
        assertTrue(multicasts.send(RankSet.of(1), "take", new byte[9]).isDone());
    }
}
