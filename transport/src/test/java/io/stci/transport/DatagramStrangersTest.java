package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.stci.core.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Anybody may send to a port, under any name: four strangers at most, of whom each is safe for a second. */
class DatagramStrangersTest {
    private static final long SEED = 86;
    private static final long NEVER_NS = TimeUnit.HOURS.toNanos(1);

    private final LossyBench bench = new LossyBench(
            SEED, 0, 0, new LinkLimits(TimeUnit.SECONDS.toNanos(10), NEVER_NS, 4, TimeUnit.SECONDS.toNanos(1)));
    private final Transport.Endpoint endpoint = bench.listen(hello -> new Recorder());
    private final List<byte[]> answers = new ArrayList<>();
    private final Random random = new Random(SEED);

    @AfterEach
    void stillServesAPeerAndLeaksNothing() {
        bench.network().tap((from, to, bytes) -> bytes);
        Recorder peer = bench.connect(endpoint.address(), 1, new Recorder());
        bench.awaitUntil("a peer is admitted", peer::isOpen);
        bench.close();
    }

    @Test
    void aFloodOfForgedKnocksLeavesNothing() {
        recordAnswers();
        long made = bench.allocator.made();
        for (int i = 0; i < 10_000; i++) {
            inject(forged(i), datagram(Datagrams.KNOCK, random.nextLong(), Datagrams.KNOCK_BYTES));
        }
        bench.time().settle();
        assertEquals(List.of(), bench.left().carriers());
        assertEquals(10_000, bench.allocator.made() - made, "a buffer for each answer");
        assertEquals(10_000, answers.size());
        assertTrue(answers.stream().allMatch(answer -> answer.length <= Datagrams.KNOCK_BYTES));
        assertEquals(0, endpoint.refused());
    }

    @Test
    void whoShowsNoValidCookieIsNotAnswered() {
        recordAnswers();
        for (int i = 0; i < 1000; i++) {
            inject(forged(i), open(random.nextLong(), FrameBytes.random(random, Datagrams.COOKIE_BYTES)));
        }
        assertEquals(List.of(), answers);
        assertEquals(List.of(), bench.left().carriers());
        assertEquals(1000, bench.left().strayDatagrams());
    }

    @Test
    void aCookieIsGoodForItsAddressItsIdAndATime() {
        byte[] cookie = cookieFor(forged(1), 7);
        inject(forged(2), open(7, cookie));
        inject(forged(1), open(8, cookie));
        assertEquals(2, bench.left().strayDatagrams());
        bench.time().advance(21, TimeUnit.SECONDS);
        inject(forged(1), open(7, cookie));
        assertEquals(3, bench.left().strayDatagrams());
        inject(forged(1), open(7, cookieFor(forged(1), 7)));
        assertEquals(1, bench.left().carriers().size());
    }

    @Test
    void anOpenThatIsRepeatedOpensOnce() {
        byte[] open = open(7, cookieFor(forged(1), 7));
        answers.clear();
        inject(forged(1), open);
        inject(forged(1), open);
        assertEquals(1, bench.left().carriers().size());
        assertEquals(2, answers.size());
        assertEquals(List.of(answers.get(0).length), List.of(Datagrams.ACCEPT_BYTES));
        assertEquals(Datagrams.longAt(answer(0), Datagrams.BODY), Datagrams.longAt(answer(1), Datagrams.BODY));
    }

    @Test
    void halfOpenStrangersAreBoundedAndLoseTheirPlaceToThoseWhoWait() {
        List<Recorder> silent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            silent.add(bench.connect(endpoint.address(), new SilentGreeting(), new Recorder()));
        }
        bench.awaitUntil("as many as may", () -> bench.left().carriers().size() == 4);
        bench.time().advance(500, TimeUnit.MILLISECONDS);
        assertEquals(4, bench.left().carriers().size());
        assertFalse(silent.stream().anyMatch(Recorder::isClosed));
        bench.awaitUntil("some made room", () -> silent.stream().anyMatch(Recorder::isClosed));
        assertEquals(4, endpoint.refused());
        Recorder first = silent.stream().filter(Recorder::isClosed).findFirst().orElseThrow();
        assertEquals(Status.RESOURCE_EXHAUSTED, first.why().status());
    }

    @Test
    void whoSaysNothingIsRefusedAtTheDeadline() {
        Recorder silent = bench.connect(endpoint.address(), new SilentGreeting(), new Recorder());
        bench.time().advance(9_990, TimeUnit.MILLISECONDS);
        assertFalse(silent.isClosed());
        bench.awaitUntil("refused", () -> silent.isClosed() && endpoint.refused() == 1);
        assertEquals(Status.DEADLINE_EXCEEDED, silent.why().status());
    }

    @Test
    void refusedLinksThatNobodyHearsOfAreBounded() {
        Transport.Endpoint strict = bench.listen(hello -> {
            throw ClosingContract.WHY;
        });
        for (int i = 0; i < DatagramEndpoint.MOST_LINGERING + 100; i++) {
            byte[] cookie = cookieFor(strict.address(), forged(i), i);
            inject(forged(i), strict.address(), open(i, cookie));
            bench.left().carriers().stream()
                    .filter(DatagramCarrier::isOpen)
                    .findFirst()
                    .orElseThrow()
                    .refuse(ClosingContract.WHY);
            bench.time().settle();
        }
        assertEquals(DatagramEndpoint.MOST_LINGERING, bench.left().carriers().size());
    }

    @Test
    void datagramsOfNoLinkAreAnsweredByAResetAtMost() {
        recordAnswers();
        for (byte kind : new byte[] {Datagrams.DATA, Datagrams.ACK, Datagrams.NAK}) {
            inject(forged(1), datagram(kind, random.nextLong(), Datagrams.DATA_BYTES));
        }
        bench.time().settle();
        assertEquals(3, answers.size());
        assertTrue(answers.stream().allMatch(answer -> answer.length == Datagrams.BODY));
        for (byte kind : new byte[] {Datagrams.RESET, Datagrams.CHALLENGE, Datagrams.ACCEPT}) {
            inject(forged(1), datagram(kind, random.nextLong(), Datagrams.KNOCK_BYTES));
        }
        assertEquals(3, answers.size(), "answers are not answered");
        assertEquals(6, bench.left().strayDatagrams());
    }

    @Test
    void whoKnowsTheIdButComesFromElsewhereIsAStranger() {
        Recorder received = new Recorder();
        Transport.Endpoint other = bench.listen(hello -> received);
        bench.connect(other.address(), 1, new Recorder());
        bench.awaitUntil("open", received::isOpen);
        long id = bench.left().carriers().get(0).path().localId();
        inject(forged(1), other.address(), datagram(Datagrams.RESET, id, Datagrams.BODY));
        inject(forged(1), other.address(), datagram(Datagrams.DATA, id, Datagrams.DATA_BYTES));
        assertEquals(2, bench.left().strayDatagrams());
        assertTrue(received.isOpen());
    }

    private void recordAnswers() {
        bench.network().tap((from, to, bytes) -> {
            answers.add(bytes);
            return bytes;
        });
    }

    private ByteBuf answer(int index) {
        return Unpooled.wrappedBuffer(answers.get(index));
    }

    private byte[] cookieFor(Address from, long id) {
        return cookieFor(endpoint.address(), from, id);
    }

    private byte[] cookieFor(Address to, Address from, long id) {
        recordAnswers();
        inject(from, to, datagram(Datagrams.KNOCK, id, Datagrams.KNOCK_BYTES));
        return Datagrams.cookie(answer(answers.size() - 1));
    }

    private void inject(Address from, byte[] datagram) {
        inject(from, endpoint.address(), datagram);
    }

    private void inject(Address from, Address to, byte[] datagram) {
        bench.network().inject(from, to, datagram);
    }

    private static Address forged(int host) {
        return Address.udp("10.0." + (host >> 8) + "." + (host & 0xff), 9);
    }

    private static byte[] open(long id, byte[] cookie) {
        ByteBuf open = Datagrams.start(UnpooledByteBufAllocator.DEFAULT, Datagrams.OPEN, id, Datagrams.OPEN_BYTES);
        return bytes(open.writeBytes(cookie).writeInt(LossyNetwork.MAX_BYTES));
    }

    private static byte[] datagram(byte kind, long id, int sizeBytes) {
        ByteBuf datagram = Datagrams.start(UnpooledByteBufAllocator.DEFAULT, kind, id, sizeBytes);
        return bytes(datagram.writeZero(sizeBytes - Datagrams.BODY));
    }

    private static byte[] bytes(ByteBuf datagram) {
        byte[] bytes = FrameBytes.bytes(Datagrams.seal(datagram));
        datagram.release();
        return bytes;
    }
}
