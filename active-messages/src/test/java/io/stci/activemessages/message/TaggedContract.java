package io.stci.activemessages.message;

import static io.stci.activemessages.message.TaggedMessages.ANY_SOURCE;
import static io.stci.activemessages.message.TaggedMessages.ANY_TAG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages that are received by source and tag. */
public interface TaggedContract extends Sessions {
    long LONG_NS = 100 * SECOND_NS;

    private static Request<Void> send(Ensemble session, int from, int to, int tag, int number) {
        return session.at(from).tagged().send(to, tag, Codecs.int32(), number, LONG_NS);
    }

    private static Request<Void> sendLarge(Ensemble session, int from, int to, int tag, int number) {
        int[] numbers = new int[20_000];
        numbers[0] = number;
        return session.at(from).tagged().send(to, tag, Codecs.int32s(), numbers, LONG_NS);
    }

    private static Request<Received<Integer>> receive(Ensemble session, int at, int source, int tag) {
        return session.at(at).tagged().receive(source, tag, Codecs.int32(), LONG_NS);
    }

    private static Request<Received<int[]>> receiveLarge(Ensemble session, int at, int source, int tag) {
        return session.at(at).tagged().receive(source, tag, Codecs.int32s(), LONG_NS);
    }

    @Test
    default void aReceiveTakesTheFirstThatMatches() {
        Ensemble session = open(2);
        for (int number = 0; number < 3; number++) {
            send(session, 0, 1, 5, number);
            send(session, 0, 1, 6, 10 + number);
            session.advanceMs(50);
            send(session, FRONT_END, 1, 5, 20 + number);
            session.advanceMs(50);
        }
        assertEquals(new Received<>(0, 6, 10), session.result(receive(session, 1, 0, 6)));
        assertEquals(new Received<>(FRONT_END, 5, 20), session.result(receive(session, 1, FRONT_END, ANY_TAG)));
        assertEquals(new Received<>(0, 5, 0), session.result(receive(session, 1, ANY_SOURCE, 5)));
        assertEquals(new Received<>(0, 5, 1), session.result(receive(session, 1, ANY_SOURCE, ANY_TAG)));
        assertEquals(new Received<>(0, 6, 11), session.result(receive(session, 1, ANY_SOURCE, ANY_TAG)));
        assertEquals(new Received<>(FRONT_END, 5, 21), session.result(receive(session, 1, ANY_SOURCE, 5)));
        assertEquals(new Received<>(0, 5, 2), session.result(receive(session, 1, 0, 5)));
        assertEquals(new Received<>(0, 6, 12), session.result(receive(session, 1, 0, ANY_TAG)));
        assertEquals(new Received<>(FRONT_END, 5, 22), session.result(receive(session, 1, ANY_SOURCE, ANY_TAG)));
        assertTrue(session.isIdle());
    }

    @Test
    default void aMessageGoesToTheReceiveThatWasPostedFirst() {
        Ensemble session = open(2);
        List<Request<Received<Integer>>> receives = List.of(
                receive(session, FRONT_END, 0, 5),
                receive(session, FRONT_END, ANY_SOURCE, 5),
                receive(session, FRONT_END, 0, ANY_TAG),
                receive(session, FRONT_END, ANY_SOURCE, ANY_TAG),
                receive(session, FRONT_END, 1, 5));
        send(session, 0, FRONT_END, 6, 100);
        session.advanceMs(50);
        send(session, 1, FRONT_END, 5, 101);
        session.advanceMs(50);
        for (int number = 102; number < 105; number++) {
            send(session, number == 103 ? 0 : 1, FRONT_END, 5, number);
            session.advanceMs(50);
        }
        assertEquals(new Received<>(0, 5, 103), session.result(receives.get(0)));
        assertEquals(new Received<>(1, 5, 101), session.result(receives.get(1)));
        assertEquals(new Received<>(0, 6, 100), session.result(receives.get(2)));
        assertEquals(new Received<>(1, 5, 102), session.result(receives.get(3)));
        assertEquals(new Received<>(1, 5, 104), session.result(receives.get(4)));
        assertTrue(session.isIdle());
    }

    @Test
    default void aLargeOneStaysAtItsSenderUntilItIsReceivedAndKeepsItsPlace() {
        Ensemble session = open(2);
        Request<Void> large = sendLarge(session, 0, 1, 5, 1);
        Request<Void> small = send(session, 0, 1, 5, 2);
        session.advanceMs(1000);
        assertFalse(large.isDone());
        assertTrue(small.isDone());
        assertEquals(0, session.at(1).load().transferBytes());
        assertEquals(
                Optional.of(new Unreceived(0, 5, 80_000)),
                session.at(1).tagged().probe(0, ANY_TAG));
        Request<Received<int[]>> first = receiveLarge(session, 1, 0, 5);
        assertEquals(2, session.result(receive(session, 1, ANY_SOURCE, 5)).value());
        assertEquals(1, session.result(first).value()[0]);
        session.result(large);
        session.await(session::isIdle);
    }

    @Test
    default void aReceiveMayBeThereFirst() {
        Ensemble session = open(2);
        Request<Received<int[]>> large = receiveLarge(session, 1, 0, 1);
        Request<Received<Integer>> small = receive(session, 1, FRONT_END, 2);
        session.advanceMs(100);
        sendLarge(session, 0, 1, 1, 7);
        send(session, FRONT_END, 1, 2, 8);
        assertEquals(7, session.result(large).value()[0]);
        assertEquals(8, session.result(small).value());
        session.await(session::isIdle);
    }

    @Test
    default void whatNobodyReceivesHoldsUpNothingElse() {
        Ensemble session = open(2);
        session.at(1).handleAtOnce("echo", Codecs.bytes(), Codecs.bytes(), bytes -> bytes);
        List<Request<Void>> sends = new ArrayList<>();
        Request<Void> last = send(session, 0, 1, 3, 0);
        while (last.isDone()) {
            Sessions.assertFew(sends.size());
            sends.add(last);
            last = send(session, 0, 1, 3, sends.size());
            session.advanceMs(20);
        }
        sends.add(last);
        byte[] payload = new byte[50_000];
        Request<byte[]> echo =
                session.at(0).request(1, "echo", Codecs.bytes(), payload, Codecs.bytes(), 10 * SECOND_NS);
        assertArrayEquals(payload, session.result(echo));
        send(session, FRONT_END, 1, 3, -1);
        assertEquals(-1, session.result(receive(session, 1, FRONT_END, 3)).value());
        assertFalse(last.isDone());
        for (int number = 0; number < sends.size(); number++) {
            assertEquals(number, session.result(receive(session, 1, 0, 3)).value());
        }
        session.await(session::isIdle);
    }

    @Test
    default void whatCantLeaveFailsInTimeAndMoreIsRefused() {
        Ensemble session = open(1);
        TaggedMessages here = session.at(FRONT_END).tagged();
        List<Request<Void>> sends = new ArrayList<>();
        do {
            Sessions.assertFew(sends.size());
            sends.add(here.send(0, 3, Codecs.bytes(), new byte[1000], SECOND_NS));
            session.advanceMs(1);
        } while (!sends.get(sends.size() - 1).isDone() || LoadContract.statusOf(sends.get(sends.size() - 1)) == null);
        assertEquals(Status.RESOURCE_EXHAUSTED, LoadContract.statusOf(sends.remove(sends.size() - 1)));
        StciException late = session.failure(sends.get(sends.size() - 1));
        assertEquals("rank 0: has not taken a message for tag 3 within 1000 ms", late.getMessage());
        Request<Void> large = here.send(0, 3, Codecs.bytes(), new byte[50_000], SECOND_NS);
        assertEquals(Status.DEADLINE_EXCEEDED, session.failure(large).status());
        session.await(() -> session.at(FRONT_END).load().queuedBytes() == 0);
        Request<Received<byte[]>> first =
                session.at(0).tagged().receive(ANY_SOURCE, ANY_TAG, Codecs.bytes(), SECOND_NS);
        assertEquals(1000, session.result(first).value().length);
    }

    @Test
    default void aReceiveEndsWithItsDeadlineOrIsCalledOffAndLosesNothing() {
        Ensemble session = open(1);
        Request<Received<Integer>> late = session.at(0).tagged().receive(FRONT_END, 4, Codecs.int32(), SECOND_NS);
        StciException failure = session.failure(late);
        assertEquals("front-end: has sent nothing with tag 4 within 1000 ms", failure.getMessage());
        assertEquals(Status.DEADLINE_EXCEEDED, failure.status());
        Request<Received<Integer>> off = receive(session, 0, ANY_SOURCE, ANY_TAG);
        off.cancel();
        assertEquals(Status.CANCELLED, session.failure(off).status());
        send(session, FRONT_END, 0, 4, 9);
        assertEquals(9, session.result(receive(session, 0, FRONT_END, 4)).value());
        assertTrue(session.isIdle());
    }

    @Test
    default void aLargeOneWhoseReceiveIsCalledOffFailsAtItsSender() {
        Ensemble session = open(1);
        Request<Void> send = sendLarge(session, FRONT_END, 0, 1, 1);
        session.advanceMs(50);
        Request<Received<int[]>> receive = receiveLarge(session, 0, FRONT_END, 1);
        receive.cancel();
        assertEquals(Status.CANCELLED, session.failure(receive).status());
        assertEquals(Status.CANCELLED, session.failure(send).status());
        session.await(session::isIdle);
    }

    @Test
    default void whatIsCalledOffIsAsIfItHadNotBeenSent() {
        Ensemble session = open(1);
        Request<Void> first = sendLarge(session, FRONT_END, 0, 1, 1);
        session.advanceMs(50);
        Request<Received<int[]>> receive = receiveLarge(session, 0, FRONT_END, 1);
        Request<Received<int[]>> behind = receiveLarge(session, 0, FRONT_END, 1);
        first.cancel();
        session.advanceMs(100);
        assertFalse(receive.isDone());
        sendLarge(session, FRONT_END, 0, 1, 2);
        sendLarge(session, FRONT_END, 0, 1, 3);
        assertEquals(2, session.result(receive).value()[0]);
        assertEquals(3, session.result(behind).value()[0]);
        Request<Void> never = sendLarge(session, FRONT_END, 0, 1, 4);
        session.advanceMs(50);
        never.cancel();
        session.await(() -> session.at(0).tagged().probe(ANY_SOURCE, ANY_TAG).isEmpty());
        session.await(session::isIdle);
    }

    @Test
    default void aReceiveFromWhoDiesFailsAndOthersGoOn() {
        Ensemble session = open(3);
        Request<Received<Integer>> doomed = receive(session, 1, 0, 5);
        Request<Received<Integer>> atFrontEnd = receive(session, FRONT_END, 0, 5);
        Request<Received<Integer>> any = receive(session, 1, ANY_SOURCE, 5);
        session.advanceMs(100);
        session.kill(0);
        StciException failure = session.failure(doomed);
        assertEquals(Status.UNAVAILABLE, failure.status());
        assertEquals("rank 0", failure.culprit());
        assertEquals(Status.UNAVAILABLE, session.failure(atFrontEnd).status());
        assertEquals(
                Status.UNAVAILABLE, session.failure(receive(session, 1, 0, 6)).status());
        assertFalse(any.isDone());
        send(session, 2, 1, 5, 3);
        assertEquals(new Received<>(2, 5, 3), session.result(any));
        session.await(session::isIdle);
    }

    @Test
    default void whatCameFromWhoHasDiedCanBeReceived() {
        Ensemble session = open(2);
        session.result(send(session, 0, FRONT_END, 5, 1));
        sendLarge(session, 0, FRONT_END, 5, 2);
        session.await(() -> session.at(FRONT_END).tagged().probe(0, 5).isPresent());
        session.advanceMs(200);
        session.kill(0);
        Request<Received<Integer>> second = receive(session, FRONT_END, 0, 6);
        assertEquals(Status.UNAVAILABLE, session.failure(second).status());
        assertEquals(1, session.result(receive(session, FRONT_END, 0, 5)).value());
        assertEquals(
                Status.UNAVAILABLE,
                session.failure(receive(session, FRONT_END, 0, 5)).status());
        Request<Received<Integer>> any = receive(session, FRONT_END, ANY_SOURCE, 5);
        session.advanceMs(200);
        assertFalse(any.isDone());
        any.cancel();
        session.await(session::isIdle);
    }

    @Test
    default void whenAllAreGoneNobodyIsWaitedFor() {
        Ensemble session = open(2);
        Request<Received<Integer>> first = receive(session, FRONT_END, 0, 5);
        Request<Received<Integer>> second = receive(session, FRONT_END, 1, 5);
        Request<Received<Integer>> any = receive(session, FRONT_END, ANY_SOURCE, 5);
        session.kill(0);
        session.failure(first);
        assertFalse(any.isDone());
        session.kill(1);
        session.failure(second);
        assertEquals(Status.UNAVAILABLE, session.failure(any).status());
        assertEquals(
                Status.UNAVAILABLE,
                session.failure(receive(session, FRONT_END, ANY_SOURCE, ANY_TAG))
                        .status());
        session.await(session::isIdle);
    }

    @Test
    default void aMessageThatCantBeReadIsReceivedAllTheSame() {
        Ensemble session = open(1);
        send(session, 0, FRONT_END, 5, 1);
        send(session, 0, FRONT_END, 5, 2);
        Request<Received<Void>> receive = session.at(FRONT_END).tagged().receive(0, 5, Codecs.nothing(), LONG_NS);
        StciException failure = session.failure(receive);
        assertEquals(Status.PROTOCOL_ERROR, failure.status());
        assertEquals("rank 0: its message with tag 5 can't be read: payload: has 4 bytes, not 0", failure.getMessage());
        assertEquals(2, session.result(receive(session, FRONT_END, 0, 5)).value());
    }

    @Test
    default void whatCantBeIsRefused() {
        Ensemble session = open(2);
        List<Request<?>> refused = List.of(
                send(session, 0, 1, -1, 0),
                send(session, 0, 2, 5, 0),
                send(session, 0, ANY_SOURCE, 5, 0),
                receive(session, 0, 2, 5),
                receive(session, 0, 0, 5),
                receive(session, 0, 1, -2),
                session.at(0).tagged().receive(1, 5, Codecs.int32(), 0));
        refused.forEach(each ->
                assertEquals(Status.INVALID_ARGUMENT, session.failure(each).status()));
        assertTrue(session.isIdle());
    }

    @Test
    default void eachIsReceivedOnceAndInOrderWhateverTheLoad() {
        for (int run = 0; run < LoadContract.RANDOM_RUNS; run++) {
            long seed = LoadContract.FIRST_SEED + run;
            try {
                new TaggedLoad(open(1 + (int) (seed % 4), seed, Sessions.small()), seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
