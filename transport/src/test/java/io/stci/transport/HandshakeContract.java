package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Hello;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How links come to be, or do not. */
interface HandshakeContract {
    Bench bench();

    @Test
    default void aHelloThatIsAdmittedOpensBothEnds() {
        AtomicReference<PeerHello> heard = new AtomicReference<>();
        Recorder listening = new Recorder();
        Transport.Endpoint endpoint = bench().listen(hello -> {
            heard.set(hello);
            return listening;
        });
        Recorder connecting = bench().connect(endpoint.address(), 5, new Recorder());
        bench().awaitUntil("both ends are open", () -> listening.isOpen() && connecting.isOpen());
        assertEquals(Bench.hello(5), heard.get());
        assertEquals(5, (int) bench().call(bench().left(), () -> listening.vc().peer()));
        assertEquals("host-5", bench().call(bench().left(), () -> listening.vc().peerHost()));
        assertEquals(0, endpoint.refused());
    }

    @Test
    default void whoIsRefusedHearsStatusAndReason() {
        StciException why = new StciException(Status.UNAUTHENTICATED, "peer", "belongs to another session", "go home");
        Transport.Endpoint endpoint = bench().listen(hello -> {
            throw why;
        });
        Recorder connecting = connectInVain(endpoint.address());
        assertSameFailure(why, connecting.why());
        bench().awaitUntil("it is counted", () -> endpoint.refused() == 1);
    }

    @Test
    default void anAdmissionThatFailsRefusesAsInternal() {
        Transport.Endpoint endpoint = bench().listen(hello -> {
            throw new IllegalStateException("defect");
        });
        Recorder connecting = connectInVain(endpoint.address());
        assertEquals(Status.INTERNAL, connecting.why().status());
        assertTrue(
                connecting.why().reason().contains("defect"), connecting.why().reason());
    }

    @Test
    default void aReasonOfAnyLengthReachesWhoIsRefused() {
        String endless = "\u20ac".repeat(100_000);
        Transport.Endpoint endpoint = bench().listen(hello -> {
            throw new StciException(Status.UNAUTHENTICATED, endless, endless, endless);
        });
        StciException why = connectInVain(endpoint.address()).why();
        assertEquals(Status.UNAUTHENTICATED, why.status());
        assertTrue(why.reason().startsWith("\u20ac\u20ac\u20ac") && why.reason().endsWith("..."), why.reason());
    }

    @Test
    default void endsThatShareNoVersionPartWithAClearError() {
        Transport.Endpoint endpoint = bench().listen(hello -> new Recorder());
        Recorder connecting = bench().connect(endpoint.address(), handMade(7, 9), new Recorder());
        bench().awaitUntil("refused", connecting::isClosed);
        assertEquals(Status.VERSION_MISMATCH, connecting.why().status());
        assertEquals(
                "peer: speaks protocol versions 7 to 9, this end 1 to 1; run the same release on both ends",
                connecting.why().getMessage());
        bench().awaitUntil("it is counted", () -> endpoint.refused() == 1);
    }

    @Test
    default void aNewerPeerThatStillSpeaksOurVersionIsAdmitted() {
        Recorder listening = new Recorder();
        Transport.Endpoint endpoint = bench().listen(hello -> listening);
        bench().connect(endpoint.address(), handMade(1, -1), new Recorder());
        bench().awaitUntil("admitted", listening::wasOpened);
    }

    @Test
    default void aFirstFrameThatIsNoHelloIsRefused() {
        Transport.Endpoint endpoint = bench().listen(hello -> new Recorder());
        Greeting rude = greeting(link -> link.greet(Frames.of(link.allocator(), 99, 0, 0)));
        Recorder connecting = bench().connect(endpoint.address(), rude, new Recorder());
        bench().awaitUntil("refused", connecting::isClosed);
        assertEquals(Status.PROTOCOL_ERROR, connecting.why().status());
        assertNull(connecting.closedVc());
    }

    @Test
    default void theFirstFrameBehindTheWelcomeMayBeLarge() {
        Recorder greedy = new Recorder() {
            @Override
            void onOpened(VirtualChannel link) {
                link.send(bench().frame(Lane.DATA, 1, Frames.MAX_PAYLOAD_BYTES), Lane.DATA);
            }
        };
        Transport.Endpoint endpoint = bench().listen(hello -> greedy);
        Recorder connecting = bench().connect(endpoint.address(), 1, new Recorder());
        bench().awaitUntil("the frame arrived", () -> connecting.frames() == 1);
        assertTrue(connecting.isOpen());
    }

    @Test
    default void aThousandPeersAtOnceAreAllAdmitted() {
        Transport.Endpoint endpoint = bench().listen(hello -> new Recorder());
        List<Recorder> peers =
                IntStream.range(0, 1000).mapToObj(i -> new Recorder()).toList();
        bench().run(
                        bench().right(),
                        () -> peers.forEach(peer -> bench().right().connect(endpoint.address(), Bench.hello(1), peer)));
        bench().awaitUntil("all have an answer", () -> peers.stream().allMatch(p -> p.wasOpened() || p.isClosed()));
        assertEquals(
                List.of(),
                peers.stream().filter(Recorder::isClosed).map(Recorder::why).toList());
        assertEquals(0, endpoint.refused());
    }

    @Test
    default void connectingToNowhereClosesExactlyOnce() {
        Recorder connecting = connectInVain(bench().nowhere());
        assertEquals(Status.UNAVAILABLE, connecting.why().status());
        assertTrue(
                connecting.why().culprit().contains(bench().nowhere().toString()),
                connecting.why().getMessage());
    }

    @Test
    default void anAddressThatIsTakenIsInUse() {
        Transport.Endpoint first = bench().listen(hello -> new Recorder());
        StciException taken =
                assertThrows(StciException.class, () -> bench().listen(first.address(), hello -> new Recorder()));
        assertEquals(Status.ADDRESS_IN_USE, taken.status());
        assertTrue(taken.getMessage().contains(first.address().toString()), taken.getMessage());
        Recorder connecting = bench().connect(first.address(), 1, new Recorder());
        bench().awaitUntil("the first still listens", connecting::isOpen);
    }

    @Test
    default void anEndpointThatStoppedListeningKeepsItsLinks() {
        Transport.Endpoint endpoint = bench().listen(hello -> new Recorder());
        Recorder before = bench().connect(endpoint.address(), 1, new Recorder());
        bench().awaitUntil("open", before::isOpen);
        endpoint.close();
        bench().awaitUntil("nobody listens", () -> isRefused(endpoint.address()));
        assertTrue(before.isOpen());
    }

    /** False if the endpoint had not stopped yet. */
    private boolean isRefused(Address address) {
        Recorder connecting = bench().connect(address, 1, new Recorder());
        bench().awaitUntil("open or closed", () -> connecting.isOpen() || connecting.isClosed());
        return connecting.isClosed();
    }

    private Recorder connectInVain(Address address) {
        Recorder connecting = bench().connect(address, 1, new Recorder());
        bench().awaitUntil("closed", connecting::isClosed);
        assertFalse(connecting.wasOpened());
        assertNull(connecting.closedVc());
        return connecting;
    }

    private static void assertSameFailure(StciException expected, StciException heard) {
        assertSame(expected.status(), heard.status());
        assertEquals(expected.getMessage(), heard.getMessage());
        assertEquals(expected.culprit(), heard.culprit());
        assertEquals(expected.reason(), heard.reason());
        assertEquals(expected.nextStep(), heard.nextStep());
    }

    private static Greeting handMade(int minVersion, int maxVersion) {
        Hello hello = Bench.hello(1).toWire().toBuilder()
                .setMinVersion(minVersion)
                .setMaxVersion(maxVersion)
                .build();
        return greeting(link -> link.greet(Frames.of(link.allocator(), HandshakeFrames.HELLO, 0, 0, hello)));
    }

    /** A greeting that ignores answers; what refuses the link comes all the same. */
    private static Greeting greeting(Consumer<Link> begin) {
        return new Greeting() {
            @Override
            public void begin(Link link) {
                begin.accept(link);
            }

            @Override
            public void received(Link link, Frame frame) {
                assertEquals(HandshakeFrames.WELCOME, frame.handler());
            }
        };
    }
}
