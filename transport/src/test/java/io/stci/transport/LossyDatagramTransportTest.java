package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The network loses 5% of all datagrams, repeats 5% and reorders, if a test doesn't say otherwise. */
class LossyDatagramTransportTest extends TransportContractTest {
    private static final long SEED = 4711;

    private final LossyBench lossy = new LossyBench(SEED, 0.05, 0.05, LinkLimits.DEFAULT);

    @Override
    Bench openBench() {
        return lossy;
    }

    @Test
    void aNetworkThatLosesAThirdDeliversAllWithinBoundedMemory() {
        lossy.network().lose(0.3);
        DeliveryContract.Numbers left = new DeliveryContract.Numbers();
        DeliveryContract.Numbers right = new DeliveryContract.Numbers();
        Bench.Pair pair = lossy.pair(left, right);
        int[] fromLeft = sendAtRandom(pair.left().vc(), 1000);
        int[] fromRight = sendAtRandom(pair.right().vc(), 1000);
        awaitWithinBounds(() -> left.frames() >= 1000 && right.frames() >= 1000);
        for (Lane lane : Lane.values()) {
            right.assertInOrder(lane, fromLeft[lane.ordinal()]);
            left.assertInOrder(lane, fromRight[lane.ordinal()]);
        }
        assertTrue(lossy.left().resentDatagrams() > 0);
    }

    @Test
    void aPeerThatVanishesIsNoticed() {
        Bench.Pair pair = lossy.pair();
        lossy.network().lose(1);
        long cutNs = lossy.time().nowNs();
        send(pair.left().vc(), 1);
        lossy.awaitUntil("noticed", pair.left()::isClosed);
        assertEquals(Status.UNAVAILABLE, pair.left().why().status());
        assertEquals(
                "link to node 1: does not answer any more", pair.left().why().getMessage());
        long tookMs = TimeUnit.NANOSECONDS.toMillis(lossy.time().nowNs() - cutNs);
        assertTrue(tookMs > 3000 && tookMs < 10_000, "took " + tookMs + " ms");
        assertFalse(pair.right().isClosed(), "who sends nothing notices nothing");
    }

    @Test
    void anOutageThatIsShortEnoughDelaysOnly() {
        Recorder received = new Recorder();
        Bench.Pair pair = lossy.pair(new Recorder(), received);
        lossy.network().lose(1);
        send(pair.left().vc(), 100);
        lossy.time().advance(2, TimeUnit.SECONDS);
        assertEquals(0, received.frames());
        lossy.network().lose(0);
        lossy.awaitUntil("all arrived", () -> received.frames() == 100);
        assertTrue(pair.left().isOpen() && pair.right().isOpen());
    }

    @Test
    void anIdleLinkSendsNothing() {
        Bench.Pair pair = lossy.pair();
        lossy.time().advance(5, TimeUnit.SECONDS);
        int[] passed = new int[1];
        lossy.network().tap((from, to, bytes) -> {
            passed[0]++;
            return bytes;
        });
        lossy.time().advance(60, TimeUnit.SECONDS);
        assertEquals(0, passed[0]);
        assertTrue(pair.left().isOpen() && pair.right().isOpen());
    }

    @Test
    void smallFramesShareDatagrams() {
        lossy.network().lose(0);
        Recorder received = new Recorder();
        Bench.Pair pair = lossy.pair(new Recorder(), received);
        lossy.time().advance(1, TimeUnit.SECONDS);
        int[] data = new int[1];
        lossy.network().tap((from, to, bytes) -> {
            data[0] += bytes[4] == Datagrams.DATA ? 1 : 0;
            return bytes;
        });
        send(pair.left().vc(), 130);
        lossy.awaitUntil("all arrived", () -> received.frames() == 130);
        assertEquals(10, data[0], "13 frames of 103 bytes fit into one");
    }

    @Test
    void alteredDatagramsCountAsLost() {
        Random random = new Random(SEED);
        Recorder received = new Recorder();
        Bench.Pair pair = lossy.pair(new Recorder(), received);
        lossy.network().tap((from, to, bytes) -> random.nextInt(10) == 0 ? altered(bytes, random) : bytes);
        send(pair.left().vc(), 5000);
        lossy.awaitUntil("all arrived", () -> received.frames() == 5000);
        assertTrue(lossy.right().corruptDatagrams() > 0);
    }

    @Test
    void aPeerThatHasForgottenTheLinkResetsIt() {
        Bench.Pair pair = lossy.pair();
        Address address = lossy.left().carriers().get(0).path().port().address();
        lossy.network().forget(address);
        lossy.listen(address, hello -> new Recorder());
        send(pair.right().vc(), 1);
        lossy.awaitUntil("noticed", pair.right()::isClosed);
        assertEquals("link: was reset by the other end", pair.right().why().getMessage());
    }

    @Test
    void whatIsSentBetweenTheEndOfALinkAndItsNewsIsDropped() {
        Bench.Pair pair = lossy.pair();
        ByteBuf late = lossy.frame(Lane.DATA, 1, 70);
        lossy.run(lossy.left(), () -> {
            lossy.left().carriers().get(0).reset();
            pair.left().vc().send(late, Lane.DATA);
            pair.left().vc().close();
        });
        assertEquals(0, late.refCnt());
        assertTrue(pair.left().isClosed());
        assertEquals("was reset by the other end", pair.left().why().reason());
    }

    @Test
    void whatAreNoSegmentsEndsTheLink() {
        for (byte[] bytes : new byte[][] {{5, 0, 1, 0}, {1}, {1, 0}, {1, 0, 0}, {1, 0, 2, 0}}) {
            Bench.Pair pair = lossy.pair();
            lossy.run(lossy.left(), () -> {
                List<DatagramCarrier> carriers = lossy.left().carriers();
                ByteBuf segments = lossy.allocator.directBuffer().writeBytes(bytes);
                carriers.get(carriers.size() - 1).delivered(segments);
            });
            lossy.awaitUntil("both ends closed", pair::isClosed);
            assertEquals(Status.PROTOCOL_ERROR, pair.left().why().status());
            assertEquals(Status.PROTOCOL_ERROR, pair.right().why().status());
        }
    }

    @Test
    void portsAreFreeWhenLinksHaveEnded() {
        lossy.network().lose(0.3);
        Recorder listening = new Recorder();
        Transport.Endpoint endpoint = lossy.listen(hello -> listening);
        Recorder connecting = lossy.connect(endpoint.address(), 1, new Recorder());
        lossy.awaitUntil("open", () -> listening.isOpen() && connecting.isOpen());
        lossy.run(lossy.left(), listening.vc()::close);
        lossy.run(lossy.left(), endpoint::close);
        lossy.awaitUntil("all ports are free", () -> lossy.network().openPorts() == 0);
        assertTrue(listening.isClosed() && connecting.isClosed());
    }

    private void awaitWithinBounds(BooleanSupplier condition) {
        lossy.awaitUntil("within bounds", () -> {
            lossy.left().carriers().forEach(LossyDatagramTransportTest::assertBounded);
            lossy.right().carriers().forEach(LossyDatagramTransportTest::assertBounded);
            return condition.getAsBoolean();
        });
    }

    private static void assertBounded(DatagramCarrier carrier) {
        assertTrue(carrier.keptDatagrams() < 2 * DatagramFlow.WINDOW);
        long outOfOrder = (long) DatagramFlow.WINDOW * LossyNetwork.MAX_BYTES;
        long partial = (long) DatagramLanes.COUNT * FrameCodec.MAX_FRAME_BYTES;
        assertTrue(carrier.keptBytes() <= outOfOrder + partial, "keeps " + carrier.keptBytes());
    }

    private int[] sendAtRandom(VirtualChannel vc, int count) {
        Random random = new Random(SEED + count);
        int[] sent = new int[Lane.values().length];
        lossy.run(lossy.left(), () -> {
            for (int i = 0; i < count; i++) {
                Lane lane = Lane.values()[random.nextInt(sent.length)];
                vc.send(lossy.frame(lane, sent[lane.ordinal()]++, random.nextInt(4000)), lane);
            }
        });
        return sent;
    }

    private void send(VirtualChannel vc, int frames) {
        lossy.run(lossy.left(), () -> {
            for (int i = 0; i < frames; i++) {
                vc.send(lossy.frame(Lane.DATA, i, 70), Lane.DATA);
            }
        });
    }

    private static byte[] altered(byte[] bytes, Random random) {
        byte[] altered = bytes.clone();
        altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
        return altered;
    }
}
