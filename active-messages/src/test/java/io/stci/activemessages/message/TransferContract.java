package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Request;
import io.stci.core.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Payloads that don't come along with their messages. */
public interface TransferContract extends Sessions {
    private static byte[] random(int bytes) {
        byte[] payload = new byte[bytes];
        new Random(bytes).nextBytes(payload);
        return payload;
    }

    @Test
    default void payloadsOfEverySizeArriveAsTheyWere() {
        Ensemble session = open(2);
        session.at(1).handleAtOnce("echo", Codecs.bytes(), Codecs.bytes(), bytes -> bytes);
        for (int bytes : new int[] {0, 1, 2047, 2048, 2049, 4096, 4097, 12_288, 12_289, 100_000, 200_000}) {
            Request<byte[]> echo =
                    session.at(0).request(1, "echo", Codecs.bytes(), random(bytes), Codecs.bytes(), 10 * SECOND_NS);
            assertArrayEquals(random(bytes), session.result(echo), bytes + " bytes");
        }
        session.await(session::isIdle);
    }

    @Test
    default void aLargeMessageCompletesWhenItsReceiverHasIt() {
        Ensemble session = open(1);
        List<byte[]> heard = new ArrayList<>();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        session.at(0).handleOneWay("take", Codecs.bytes(), (bytes, context) -> {
            heard.add(bytes);
            return gate;
        });
        Request<Void> send = session.at(FRONT_END).send(0, "take", Codecs.bytes(), random(50_000));
        assertFalse(send.isDone());
        session.result(send);
        assertArrayEquals(random(50_000), heard.get(0));
        assertEquals(50_000, session.at(0).load().transferBytes());
        gate.complete(null);
        session.await(session::isIdle);
    }

    @Test
    default void answersThatAreTooLargeAreRefused() {
        Ensemble session = open(1);
        session.at(0).handleAtOnce("give", Codecs.int32(), Codecs.bytes(), bytes -> new byte[bytes]);
        Request<byte[]> tooLarge =
                session.at(FRONT_END).request(0, "give", Codecs.int32(), 200_001, Codecs.bytes(), SECOND_NS);
        assertEquals(
                "rank 0: answer: has 200001 bytes, more than 200000; ask for less",
                session.failure(tooLarge).getMessage());
        Request<byte[]> one =
                session.at(FRONT_END).request(0, "give", Codecs.int32(), 150_000, Codecs.bytes(), 9 * SECOND_NS);
        Request<byte[]> other =
                session.at(FRONT_END).request(0, "give", Codecs.int32(), 150_000, Codecs.bytes(), 9 * SECOND_NS);
        assertEquals(150_000, session.result(one).length);
        assertEquals(Status.RESOURCE_EXHAUSTED, session.failure(other).status());
        session.await(session::isIdle);
    }

    /** All send more than there is room for; each gets its turn. */
    @Test
    default void sendersShareTheRoomOfAReceiver() {
        Ensemble session = open(4);
        List<Integer> heard = new ArrayList<>();
        session.at(FRONT_END).handleOneWay("take", Codecs.bytes(), (bytes, context) -> {
            heard.add(context.from());
            return CompletableFuture.completedFuture(null);
        });
        for (int rank = 0; rank < 4; rank++) {
            session.at(rank).send(FRONT_END, "take", Codecs.bytes(), new byte[60_000]);
            session.at(rank).send(FRONT_END, "take", Codecs.bytes(), new byte[60_000]);
            session.at(rank).send(FRONT_END, "take", Codecs.bytes(), new byte[60_000]);
        }
        session.await(() -> heard.size() == 12);
        for (int rank = 0; rank < 4; rank++) {
            int self = rank;
            assertTrue(heard.subList(0, 8).stream().anyMatch(from -> from == self), heard.toString());
        }
        session.await(session::isIdle);
    }

    @Test
    default void aTransferThatIsCalledOffFreesItsRoom() {
        Ensemble session = open(2);
        session.at(1).handleOneWayAtOnce("take", Codecs.bytes(), bytes -> {});
        session.at(1).handleAtOnce("echo", Codecs.bytes(), Codecs.bytes(), bytes -> bytes);
        Request<Void> send = session.at(0).send(1, "take", Codecs.bytes(), new byte[150_000]);
        session.await(() -> session.at(1).load().transferBytes() > 0);
        send.cancel();
        assertEquals(Status.CANCELLED, session.failure(send).status());
        session.await(session::isIdle);
        Request<byte[]> request =
                session.at(0).request(1, "echo", Codecs.bytes(), new byte[150_000], Codecs.bytes(), SECOND_NS / 200);
        assertEquals(Status.DEADLINE_EXCEEDED, session.failure(request).status());
        session.await(session::isIdle);
        Request<byte[]> answered =
                session.at(0).request(1, "echo", Codecs.bytes(), new byte[150_000], Codecs.bytes(), 9 * SECOND_NS);
        session.await(() -> session.at(0).load().transferBytes() > 0);
        answered.cancel();
        assertEquals(Status.CANCELLED, session.failure(answered).status());
        session.await(session::isIdle);
    }

    @Test
    default void aTransferOfWhoIsGoneFreesItsRoom() {
        Ensemble session = open(2);
        session.at(1).handleOneWayAtOnce("take", Codecs.bytes(), bytes -> {});
        session.at(0).send(1, "take", Codecs.bytes(), new byte[150_000]);
        session.await(() -> session.at(1).load().transferBytes() > 0);
        session.kill(0);
        session.await(session::isIdle);
    }
}
