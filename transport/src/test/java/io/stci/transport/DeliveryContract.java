package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How frames get across. */
interface DeliveryContract {
    long SEED = 555;

    Bench bench();

    /** Writes down lane and number of what comes. */
    final class Numbers extends Recorder {
        private final List<List<Long>> byLane = new ArrayList<>();
        private final List<Lane> lanes = Collections.synchronizedList(new ArrayList<>());

        Numbers() {
            for (int i = 0; i < Lane.values().length; i++) {
                byLane.add(Collections.synchronizedList(new ArrayList<>()));
            }
        }

        @Override
        void onFrame(VirtualChannel link, Frame frame) {
            byLane.get(frame.stream()).add(frame.number());
            lanes.add(Lane.values()[frame.stream()]);
        }

        void assertInOrder(Lane lane, int count) {
            List<Long> numbers = byLane.get(lane.ordinal());
            assertEquals(count, numbers.size());
            for (int i = 0; i < count; i++) {
                assertEquals(i, numbers.get(i), "seed " + SEED);
            }
        }
    }

    @Test
    default void orderHoldsWithinEachLane() {
        Numbers received = new Numbers();
        Bench.Pair pair = bench().pair(new Recorder(), received);
        int[] sent = new int[3];
        Random random = new Random(SEED);
        bench().run(bench().left(), () -> {
            for (int i = 0; i < 3000; i++) {
                Lane lane = Lane.values()[random.nextInt(3)];
                pair.left().vc().send(bench().frame(lane, sent[lane.ordinal()]++, random.nextInt(4000)), lane);
            }
        });
        bench().awaitUntil("all arrived", () -> received.frames() == 3000);
        for (Lane lane : Lane.values()) {
            received.assertInOrder(lane, sent[lane.ordinal()]);
        }
    }

    @Test
    default void controlOvertakesQueuedDataAndDataOvertakesQueuedBulk() {
        Numbers received = new Numbers();
        Bench.Pair pair = bench().pair(new Recorder(), received);
        bench().run(bench().left(), () -> {
            sendMany(pair.left().vc(), Lane.BULK, 200, 16 << 10);
            sendMany(pair.left().vc(), Lane.DATA, 200, 16 << 10);
            sendMany(pair.left().vc(), Lane.CONTROL, 1, 0);
        });
        bench().awaitUntil("all arrived", () -> received.frames() == 401);
        assertTrue(
                received.lanes.indexOf(Lane.CONTROL) < 20, "control came at " + received.lanes.indexOf(Lane.CONTROL));
        assertTrue(
                received.lanes.lastIndexOf(Lane.DATA) < 250, "data ended at " + received.lanes.lastIndexOf(Lane.DATA));
        received.assertInOrder(Lane.BULK, 200);
        received.assertInOrder(Lane.DATA, 200);
    }

    @Test
    default void aHundredThousandFramesBothWaysArriveOnceAndInOrder() {
        Numbers left = new Numbers();
        Numbers right = new Numbers();
        Bench.Pair pair = bench().pair(left, right);
        bench().run(bench().left(), () -> sendMany(pair.left().vc(), Lane.DATA, 100_000, 8));
        bench().run(bench().right(), () -> sendMany(pair.right().vc(), Lane.DATA, 100_000, 8));
        bench().awaitUntil("all arrived", () -> left.frames() >= 100_000 && right.frames() >= 100_000);
        left.assertInOrder(Lane.DATA, 100_000);
        right.assertInOrder(Lane.DATA, 100_000);
    }

    @Test
    default void severalLinksShareOneBuffer() {
        byte[] content = FrameBytes.random(new Random(SEED), 5000);
        List<Payloads> peers = new ArrayList<>();
        List<Bench.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            peers.add(new Payloads());
            pairs.add(bench().pair(new Recorder(), peers.get(i)));
        }
        ByteBuf shared = Frames.of(bench().allocator, 16, 0, 0, content, 0, content.length);
        long made = bench().allocator.made();
        bench().run(bench().left(), () -> {
            pairs.forEach(pair -> pair.left().vc().send(shared.retainedDuplicate(), Lane.DATA));
            assertEquals(made, bench().allocator.made(), "sending copies nothing");
            shared.release();
        });
        bench().awaitUntil("all arrived", () -> peers.stream().allMatch(peer -> peer.frames() == 1));
        peers.forEach(peer -> assertArrayEquals(content, peer.payloads.get(0)));
        bench().awaitUntil("it is released", () -> shared.refCnt() == 0);
    }

    @Test
    default void aPayloadOfAMebibyteArrivesWhole() {
        byte[] content = FrameBytes.random(new Random(SEED), Frames.MAX_PAYLOAD_BYTES);
        Payloads received = new Payloads();
        Bench.Pair pair = bench().pair(new Recorder(), received);
        bench().run(
                        bench().left(),
                        () -> pair.left()
                                .vc()
                                .send(Frames.of(bench().allocator, 16, 0, 0, content, 0, content.length), Lane.BULK));
        bench().awaitUntil("it arrived", () -> received.frames() == 1);
        assertArrayEquals(content, received.payloads.get(0));
    }

    @Test
    default void queuedBytesTellWhatHasNotLeftYet() {
        Recorder received = new Recorder();
        Bench.Pair pair = bench().pair(new Recorder(), received);
        VirtualChannel vc = pair.left().vc();
        long queued = bench().call(bench().left(), () -> {
            assertEquals(0, vc.queuedBytes());
            sendMany(vc, Lane.DATA, 100, 10_000);
            return vc.queuedBytes();
        });
        assertTrue(queued >= 1_000_000 && queued < 1_100_000, "queued " + queued);
        bench().awaitUntil("all arrived", () -> received.frames() == 100);
        bench().awaitUntil("none is queued", () -> bench().call(bench().left(), vc::queuedBytes) == 0);
    }

    @Test
    default void framesMayBeSentOnFromWithinAHandler() {
        Recorder echo = new Recorder() {
            @Override
            void onFrame(VirtualChannel link, Frame frame) {
                link.send(frame.number() % 2 == 0 ? frame.retainedFrame() : frame.copyFrame(), Lane.DATA);
            }
        };
        Numbers received = new Numbers();
        Bench.Pair pair = bench().pair(echo, received);
        bench().run(bench().right(), () -> sendMany(pair.right().vc(), Lane.DATA, 5000, 100));
        bench().awaitUntil("all came back", () -> received.frames() >= 5000);
        received.assertInOrder(Lane.DATA, 5000);
    }

    @Test
    default void callsFromAForeignThreadFailLoudly() {
        Bench.Pair pair = bench().pair();
        VirtualChannel vc = pair.left().vc();
        ByteBuf frame = bench().frame(Lane.DATA, 1, 10);
        assertInternal(fromForeignThread(() -> vc.send(frame, Lane.DATA)));
        assertEquals(0, frame.refCnt(), "the frame passes to the link in any case");
        assertInternal(fromForeignThread(vc::close));
        assertInternal(fromForeignThread(vc::queuedBytes));
        assertInternal(
                fromForeignThread(() -> vc.refuse(new StciException(Status.CANCELLED, "test", "must not arrive", ""))));
        assertInternal(
                fromForeignThread(() -> bench().right().connect(bench().nowhere(), Bench.hello(1), new Recorder())));
        assertTrue(pair.left().isOpen() && pair.right().isOpen());
        assertNull(pair.right().why());
    }

    /** Keeps the payloads that come. */
    final class Payloads extends Recorder {
        private final List<byte[]> payloads = Collections.synchronizedList(new ArrayList<>());

        @Override
        void onFrame(VirtualChannel link, Frame frame) {
            payloads.add(frame.payloadBytes());
        }
    }

    private void sendMany(VirtualChannel vc, Lane lane, int count, int payloadLength) {
        for (int i = 0; i < count; i++) {
            vc.send(bench().frame(lane, i, payloadLength), lane);
        }
    }

    private static void assertInternal(Supplier<RuntimeException> call) {
        StciException refused = assertThrows(StciException.class, () -> {
            throw call.get();
        });
        assertEquals(Status.INTERNAL, refused.status());
        assertTrue(refused.reason().contains("does not own this node"), refused.getMessage());
    }

    private static Supplier<RuntimeException> fromForeignThread(Runnable call) {
        CompletionException failed = assertThrows(
                CompletionException.class,
                () -> CompletableFuture.runAsync(call, task -> new Thread(task, "foreign").start())
                        .join());
        return () -> (RuntimeException) failed.getCause();
    }
}
