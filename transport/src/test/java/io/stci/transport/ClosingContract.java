package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How links end. */
interface ClosingContract {
    StciException WHY = new StciException(Status.PERMISSION_DENIED, "node 7", "is not welcome", "ask its owner");

    Bench bench();

    /** Throws at the first frame. */
    final class Throwing extends Recorder {
        private final RuntimeException what;

        Throwing(RuntimeException what) {
            this.what = what;
        }

        @Override
        void onFrame(VirtualChannel link, Frame frame) {
            throw what;
        }
    }

    @Test
    default void whenOneEndClosesBothHearItOnce() {
        Bench.Pair pair = bench().pair();
        bench().run(bench().left(), () -> {
            pair.left().vc().close();
            pair.left().vc().close();
        });
        bench().awaitUntil("both ends closed", pair::isClosed);
        assertSame(pair.right().vc(), pair.right().closedVc());
        assertEquals(Status.UNAVAILABLE, pair.right().why().status());
        assertEquals("was closed by the other end", pair.right().why().reason());
        assertEquals(Status.UNAVAILABLE, pair.left().why().status());
        assertEquals("link to node 1: was closed by this end", pair.left().why().getMessage());
    }

    @Test
    default void theEndThatConnectedMayCloseAsWell() {
        Bench.Pair pair = bench().pair();
        bench().run(bench().right(), () -> pair.right().vc().close());
        bench().awaitUntil("both ends closed", pair::isClosed);
        assertEquals(
                "link to node 1: was closed by the other end", pair.left().why().getMessage());
    }

    @Test
    default void whatWasSentBeforeCloseStillArrives() {
        Recorder received = new Recorder();
        Bench.Pair pair = bench().pair(new Recorder(), received);
        bench().run(bench().left(), () -> {
            for (int i = 0; i < 300; i++) {
                pair.left().vc().send(bench().frame(Lane.DATA, i, 10_000), i % 2 == 0 ? Lane.DATA : Lane.BULK);
            }
            pair.left().vc().close();
        });
        bench().awaitUntil("both ends closed", pair::isClosed);
        assertEquals(300, received.frames());
    }

    @Test
    default void framesSentAfterCloseAreDropped() {
        Bench.Pair pair = bench().pair();
        ByteBuf closing = bench().frame(Lane.DATA, 1, 10);
        bench().run(bench().left(), () -> {
            pair.left().vc().close();
            pair.left().vc().send(closing, Lane.CONTROL);
        });
        assertEquals(0, closing.refCnt());
        bench().awaitUntil("both ends closed", pair::isClosed);
        ByteBuf late = bench().frame(Lane.DATA, 1, 10);
        bench().run(bench().right(), () -> pair.right().vc().send(late, Lane.DATA));
        assertEquals(0, late.refCnt());
        assertEquals(0, pair.right().frames());
        assertEquals(0, bench().call(bench().right(), pair.right().vc()::queuedBytes));
    }

    @Test
    default void aRefusalReachesTheOtherEnd() {
        Bench.Pair pair = bench().pair();
        bench().run(bench().left(), () -> {
            pair.left().vc().refuse(WHY);
            pair.left().vc().refuse(new StciException(Status.INTERNAL, "second", "must not count", ""));
        });
        bench().awaitUntil("both ends closed", pair::isClosed);
        assertSame(WHY, pair.left().why());
        assertEquals(WHY.status(), pair.right().why().status());
        assertEquals(WHY.getMessage(), pair.right().why().getMessage());
    }

    @Test
    default void whatIsQueuedWhenALinkIsRefusedIsReleased() {
        Bench.Pair pair = bench().pair();
        bench().run(bench().left(), () -> {
            for (int i = 0; i < 100; i++) {
                pair.left().vc().send(bench().frame(Lane.DATA, i, 100_000), Lane.DATA);
            }
            pair.left().vc().refuse(WHY);
        });
        bench().awaitUntil("both ends closed", pair::isClosed);
        assertSame(WHY, pair.left().why());
    }

    @Test
    default void aHandlerThatThrowsClosesOnlyItsLink() {
        Bench.Pair healthy = bench().pair();
        Bench.Pair refusing = bench().pair(new Throwing(WHY), new Recorder());
        Bench.Pair broken = bench().pair(new Throwing(new IllegalStateException("defect")), new Recorder());
        send(refusing.right(), 1);
        send(broken.right(), 1);
        bench().awaitUntil("both closed", () -> refusing.isClosed() && broken.isClosed());
        assertSame(WHY, refusing.left().why());
        assertEquals(WHY.getMessage(), refusing.right().why().getMessage());
        assertEquals(Status.INTERNAL, broken.left().why().status());
        assertEquals(Status.INTERNAL, broken.right().why().status());
        assertTrue(
                broken.right().why().reason().contains("defect"),
                broken.right().why().getMessage());
        send(healthy.right(), 1);
        bench().awaitUntil("the other still works", () -> healthy.left().frames() == 1);
    }

    @Test
    default void aHandlerThatThrowsWhenOpenedClosesItsLink() {
        Recorder throwing = new Recorder() {
            @Override
            void onOpened(VirtualChannel link) {
                throw WHY;
            }
        };
        Transport.Endpoint endpoint = bench().listen(hello -> throwing);
        Recorder connecting = bench().connect(endpoint.address(), 1, new Recorder());
        bench().awaitUntil("both closed", () -> throwing.isClosed() && connecting.isClosed());
        assertSame(WHY, throwing.why());
        assertEquals(WHY.getMessage(), connecting.why().getMessage());
        assertEquals(0, endpoint.refused());
    }

    @Test
    default void nothingIsHandedOverOnceALinkIsRefused() {
        Recorder once = new Throwing(WHY);
        Bench.Pair pair = bench().pair(once, new Recorder());
        send(pair.right(), 1000);
        bench().awaitUntil("closed", pair::isClosed);
        assertEquals(1, once.frames());
        assertSame(WHY, once.why());
    }

    @Test
    default void nothingIsHandedOverOnceALinkIsClosed() {
        Recorder once = new Recorder() {
            @Override
            void onFrame(VirtualChannel link, Frame frame) {
                link.close();
            }
        };
        Bench.Pair pair = bench().pair(once, new Recorder());
        send(pair.right(), 1000);
        bench().awaitUntil("closed", pair::isClosed);
        assertEquals(1, once.frames());
    }

    @Test
    default void whatAHandlerThrowsWhenClosedGoesWhereItsThreadsFailuresGo() {
        AtomicReference<Throwable> uncaught = new AtomicReference<>();
        bench().run(
                        bench().left(),
                        () -> Thread.currentThread()
                                .setUncaughtExceptionHandler((thread, failure) -> uncaught.set(failure)));
        Recorder throwing = new Recorder() {
            @Override
            void onClosed() {
                throw new IllegalStateException("at the very end");
            }
        };
        Bench.Pair pair = bench().pair(throwing, new Recorder());
        bench().run(bench().right(), () -> pair.right().vc().close());
        bench().awaitUntil("it is reported", () -> uncaught.get() != null);
        assertEquals("at the very end", uncaught.get().getMessage());
        bench().run(bench().left(), () -> Thread.currentThread().setUncaughtExceptionHandler(null));
    }

    @Test
    default void linksEndWithTheirThread() {
        Bench.Pair pair = bench().pair();
        bench().endThreads();
        assertTrue(pair.isClosed());
        assertEquals(Status.UNAVAILABLE, pair.left().why().status());
        assertEquals(Status.UNAVAILABLE, pair.right().why().status());
    }

    /** From an end that connected. */
    private void send(Recorder from, int frames) {
        bench().run(bench().right(), () -> {
            for (int i = 0; i < frames; i++) {
                from.vc().send(bench().frame(Lane.DATA, i, 100), Lane.DATA);
            }
        });
    }
}
