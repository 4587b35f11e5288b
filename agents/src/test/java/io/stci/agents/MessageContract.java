package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.activemessages.Codec;
import io.stci.activemessages.message.Codecs;
import io.stci.activemessages.message.MessageListener;
import io.stci.activemessages.message.Received;
import io.stci.activemessages.message.TaggedMessages;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.Session;
import io.stci.session.tool.TaggedMail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Messages that are received by source and tag, and those to several agents, in a session with {@link ContractProgram}. */
interface MessageContract {
    Duration PATIENCE = ToolContract.PATIENCE;
    int AGENTS = ToolContract.AGENTS;

    Session session();

    private TaggedMail tagged() {
        return session().messages().tagged();
    }

    private <T> T ask(int rank, String handler, int number, Codec<T> answers) {
        return session()
                .messages()
                .request(rank, handler, Codecs.int32(), number, answers, PATIENCE)
                .await(PATIENCE);
    }

    @Test
    default void agentsReceiveFromEachOther() {
        SortedMap<Integer, String> got = session()
                .all()
                .query("pass on in a ring", Codecs.int32(), 5, Codecs.string(), ToolContract.ALL)
                .await(PATIENCE)
                .value()
                .orElseThrow();
        TreeMap<Integer, String> expected = new TreeMap<>();
        for (int rank = 0; rank < AGENTS; rank++) {
            expected.put(rank, "from " + (rank + AGENTS - 1) % AGENTS);
        }
        assertEquals(expected, got);
    }

    @Test
    default void theFrontEndReceivesByTagFromAny() {
        session()
                .all()
                .broadcast("send to front-end", Codecs.int32(), 100, ToolContract.ALL)
                .await(PATIENCE);
        Set<Integer> sources = new HashSet<>();
        for (int i = 0; i < AGENTS; i++) {
            Received<byte[]> message = tagged().receive(TaggedMessages.ANY_SOURCE, 100, Codecs.bytes(), PATIENCE)
                    .await(PATIENCE);
            assertEquals(100, message.tag());
            assertEquals(message.source(), (int) message.value()[99]);
            sources.add(message.source());
        }
        assertEquals(AGENTS, sources.size());
    }

    @Test
    default void megabytesStayAtTheirSenderUntilTheyAreReceived() {
        ask(3, "send to front-end", 3_000_000, Codecs.nothing());
        ask(3, "send to front-end", 101, Codecs.nothing());
        byte[] small = tagged().receive(3, 101, Codecs.bytes(), PATIENCE)
                .await(PATIENCE)
                .value();
        assertEquals(101, small.length);
        assertEquals(
                3_000_000,
                tagged().probe(3, TaggedMessages.ANY_TAG)
                        .await(PATIENCE)
                        .orElseThrow()
                        .sizeBytes());
        byte[] expected = new byte[3_000_000];
        Arrays.fill(expected, (byte) 3);
        assertArrayEquals(
                expected,
                tagged().receive(3, TaggedMessages.ANY_TAG, Codecs.bytes(), PATIENCE)
                        .await(PATIENCE)
                        .value());
    }

    @Test
    default void anAgentReceivesFromTheFrontEnd() {
        tagged().send(4, 9, Codecs.string(), "hello", PATIENCE).await(PATIENCE);
        assertEquals("hello of -1", ask(4, "receive from any", 9, Codecs.string()));
    }

    @Test
    default void aReceiveHasADeadlineAndCanBeCalledOff() {
        StciException late = assertThrows(
                StciException.class,
                () -> tagged().receive(2, 12, Codecs.bytes(), Duration.ofMillis(50))
                        .await(PATIENCE));
        assertEquals("rank 2: has sent nothing with tag 12 within 50 ms", late.getMessage());
        Request<Received<byte[]>> off = tagged().receive(2, 12, Codecs.bytes(), PATIENCE);
        off.cancel();
        assertEquals(
                Status.CANCELLED,
                assertThrows(StciException.class, () -> off.await(PATIENCE)).status());
        assertTrue(tagged().probe(2, 12).await(PATIENCE).isEmpty());
    }

    @Test
    default void whatGoesToSeveralComesOnceAndInOrder() {
        RankSet some = RankSet.parse("1,4-5,8");
        List<Integer> sent = new ArrayList<>();
        Random random = new Random(17);
        for (int i = 0; i < 30; i++) {
            byte[] payload = new byte[i == 11 ? 3_000_001 : random.nextInt(300)];
            random.nextBytes(payload);
            sent.add(Arrays.hashCode(payload));
            session().messages().send(some, "hear", Codecs.bytes(), payload).await(PATIENCE);
        }
        SortedMap<Integer, String> heard = new TreeMap<>();
        for (int rank = 0; rank < AGENTS; rank++) {
            heard.put(rank, some.contains(rank) ? sent.toString() : "[]");
        }
        awaitHeard(heard);
    }

    @Test
    default void anInterruptGoesToSeveral() {
        byte[] payload = {1, 2, 3};
        session()
                .messages()
                .interrupt(RankSet.all(AGENTS), "hear", Codecs.bytes(), payload)
                .await(PATIENCE);
        SortedMap<Integer, String> heard = new TreeMap<>();
        for (int rank = 0; rank < AGENTS; rank++) {
            heard.put(rank, List.of(Arrays.hashCode(payload)).toString());
        }
        awaitHeard(heard);
    }

    /** The test's own time is the limit. */
    private void awaitHeard(SortedMap<Integer, String> expected) {
        SortedMap<Integer, String> heard = Collections.emptySortedMap();
        long untilNs = System.nanoTime() + PATIENCE.toNanos();
        while (!heard.equals(expected) && System.nanoTime() < untilNs) {
            heard = session()
                    .all()
                    .gather("heard", Codecs.string(), ToolContract.ALL)
                    .await(PATIENCE)
                    .value()
                    .orElseThrow();
        }
        assertEquals(expected, heard);
        session()
                .all()
                .broadcast("forget", Codecs.nothing(), null, ToolContract.ALL)
                .await(PATIENCE);
    }

    @Test
    default void whoHasNoHandlerForWhatGoesToSeveralIsNamed() throws InterruptedException {
        Set<Integer> losers = Collections.synchronizedSet(new HashSet<>());
        CountDownLatch told = new CountDownLatch(3);
        session()
                .messages()
                .listen(new MessageListener() {
                    @Override
                    public void lostThere(int to, String handler, int count, StciException why) {
                        if (why.status() == Status.NOT_FOUND && handler.equals("nonesuch") && losers.add(to)) {
                            told.countDown();
                        }
                    }
                })
                .await(PATIENCE);
        session()
                .messages()
                .send(RankSet.parse("0,3,7"), "nonesuch", Codecs.nothing(), null)
                .await(PATIENCE);
        assertTrue(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(Set.of(0, 3, 7), losers);
    }

    @Test
    default void whatCantGoToSeveralIsRefused() {
        List<Request<Void>> refused = List.of(
                session().messages().send(RankSet.empty(), "hear", Codecs.bytes(), new byte[1]),
                session().messages().send(RankSet.of(AGENTS), "hear", Codecs.bytes(), new byte[1]),
                session().messages().send(RankSet.of(1), "", Codecs.bytes(), new byte[1]),
                session().messages().interrupt(RankSet.of(1), "hear", Codecs.bytes(), new byte[5000]));
        for (Request<Void> each : refused) {
            assertEquals(
                    Status.INVALID_ARGUMENT,
                    assertThrows(StciException.class, () -> each.await(PATIENCE))
                            .status());
        }
    }
}
