package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.wire.Envelope;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that sends anything: nothing is thrown, no bound is passed, others go on, and in the end nothing is held. */
class StrangeEnvelopesTest {
    private static final long SEED = 31;
    private static final int ROUNDS = 4000;

    private final Random random = new Random(SEED);
    private final RawEnd peer = new RawEnd(SEED);

    @BeforeEach
    void register() {
        peer.victim().handleOneWay("take", Codecs.bytes(), (bytes, context) -> later());
        peer.victim()
                .handle("echo", Codecs.bytes(), Codecs.bytes(), (bytes, context) -> later().thenApply(done -> bytes));
        peer.others().at(1).handleAtOnce("echo", Codecs.bytes(), Codecs.bytes(), bytes -> bytes);
    }

    @AfterEach
    void othersGoOnAndNothingIsHeld() {
        Request<byte[]> echo = peer.victim()
                .request(1, "echo", Codecs.bytes(), new byte[50_000], Codecs.bytes(), 100 * Sessions.SECOND_NS);
        assertEquals(50_000, peer.others().result(echo).length, "seed " + SEED);
        peer.kill();
        peer.others().await(() -> peer.victim().load().receives() == 0);
        drain();
        peer.others().await(peer.others()::isIdle);
        peer.close();
    }

    @Test
    void randomBytesAreCountedAndDropped() {
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[1 + random.nextInt(50)];
            random.nextBytes(bytes);
            peer.send(bytes);
        }
        peer.settle();
        assertTrue(peer.victim().counters().malformed() > 190, "seed " + SEED);
    }

    @Test
    void nothingAtAllIsMalformed() {
        peer.send(new byte[0]);
        peer.settle();
        assertEquals(1, peer.victim().counters().malformed());
    }

    @Test
    void envelopesThatMakeNoSenseHarmNobody() {
        for (int i = 0; i < ROUNDS; i++) {
            peer.send(anything());
            if (random.nextInt(10) == 0) {
                receive();
            }
            if (random.nextInt(10) == 0) {
                peer.victim()
                        .request(0, "x", Codecs.bytes(), new byte[random.nextInt(5000)], Codecs.bytes(), 50_000_000);
            }
        }
    }

    @Test
    void flippedBitsHarmNobody() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = anything().build().toByteArray();
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            peer.send(random.nextInt(10) == 0 ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
        }
    }

    @Test
    void whoKeepsToNoWindowIsHeldToIt() {
        for (int i = 0; i < 100; i++) {
            peer.send(Envelope.newBuilder().setOneWay(new Addressee.HandlerName("never").oneWay(new byte[2000])));
            peer.send(Envelope.newBuilder()
                    .setCall(Envelope.Call.newBuilder()
                            .setId(i)
                            .setHandler("never")
                            .setDeadlineNs(-1)));
        }
        peer.settle();
        assertEquals(100, peer.victim().counters().lostHere());
    }

    @Test
    void callsBeyondTheWindowAreDropped() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        peer.victim().handleOneWay("slow", Codecs.bytes(), (bytes, context) -> gate);
        for (int i = 0; i < 100; i++) {
            peer.send(Envelope.newBuilder().setOneWay(new Addressee.HandlerName("slow").oneWay(new byte[2000])));
        }
        peer.settle();
        long accepted = 16 * 1024 / Costs.of("slow", 2000) + 1;
        assertEquals(100 - accepted, peer.victim().counters().malformed());
        assertTrue(peer.others().log().stream().allMatch(line -> line.contains("RESOURCE_EXHAUSTED")));
        gate.complete(null);
    }

    @Test
    void moreCreditThanWasUsedIsRefused() {
        peer.send(Envelope.newBuilder().setCredit(Envelope.Credit.newBuilder().setBytes(-1)));
        peer.send(Envelope.newBuilder().setCredit(Envelope.Credit.newBuilder().setInterrupts(1)));
        peer.send(Envelope.newBuilder().setCredit(Envelope.Credit.newBuilder().setInterrupts(-1)));
        peer.settle();
        assertEquals(3, peer.victim().counters().malformed());
    }

    @Test
    void aTransferThatWasNotAskedForIsNotReceived() {
        Request<Void> send = peer.victim().send(0, "take", Codecs.bytes(), new byte[10_000]);
        peer.settle();
        long id = peer.received().get(0).getAnnounce().getId();
        peer.send(Envelope.newBuilder().setSettled(Envelope.Settled.newBuilder().setTransfer(id)));
        peer.send(Envelope.newBuilder()
                .setClear(Envelope.Clear.newBuilder().setTransfer(id).setUpToBytes(10_001)));
        peer.settle();
        assertEquals(2, peer.victim().counters().malformed());
        send.cancel();
        assertEquals(Status.CANCELLED, peer.others().failure(send).status());
    }

    private CompletableFuture<Void> later() {
        CompletableFuture<Void> result = new CompletableFuture<>();
        peer.others().scheduler().schedule(random.nextInt(5_000_000), () -> result.complete(null));
        return result;
    }

    private Envelope.Builder anything() {
        Envelope.Builder envelope = Envelope.newBuilder();
        return switch (random.nextInt(13)) {
            case 0 -> envelope.setOneWay(new Addressee.HandlerName(name()).oneWay(new byte[random.nextInt(3000)]));
            case 1 -> envelope.setInterrupt(new Addressee.HandlerName(name()).oneWay(new byte[random.nextInt(3000)]));
            case 2 ->
                envelope.setCall(Envelope.Call.newBuilder()
                        .setId(id())
                        .setHandler(name())
                        .setPayload(bytes(3000))
                        .setDeadlineNs(number()));
            case 3 ->
                envelope.setAnswer(Envelope.Answer.newBuilder().setCall(id()).setPayload(bytes(3000)));
            case 4 ->
                envelope.setFailed(Envelope.Failed.newBuilder().setCall(id()).setError(error()));
            case 5 -> envelope.setCancel(Envelope.Cancel.newBuilder().setId(id()));
            case 6 -> envelope.setAnnounce(announcement());
            case 7 ->
                envelope.setClear(Envelope.Clear.newBuilder().setTransfer(id()).setUpToBytes(number()));
            case 8 ->
                envelope.setChunk(Envelope.Chunk.newBuilder()
                        .setTransfer(id())
                        .setOffsetBytes(random.nextInt(3) == 0 ? number() : 0)
                        .setData(bytes(9000)));
            case 9 -> settled(envelope);
            case 10 ->
                envelope.setCredit(Envelope.Credit.newBuilder()
                        .setBytes(number())
                        .setTaggedBytes(number())
                        .setInterrupts((int) number()));
            case 11 ->
                envelope.setTagged(Envelope.Tagged.newBuilder().setTag(tag()).setPayload(bytes(3000)));
            default ->
                envelope.setLost(Envelope.Lost.newBuilder()
                        .setHandler(name())
                        .setError(error())
                        .setCount((int) number()));
        };
    }

    private Envelope.Builder settled(Envelope.Builder envelope) {
        Envelope.Settled.Builder settled = Envelope.Settled.newBuilder().setTransfer(id());
        return envelope.setSettled(random.nextBoolean() ? settled : settled.setError(error()));
    }

    private Envelope.Announce.Builder announcement() {
        Envelope.Announce.Builder announcement = Envelope.Announce.newBuilder()
                .setId(id())
                .setSizeBytes(random.nextInt(3) == 0 ? number() : random.nextInt(9000))
                .setSha256(ByteString.copyFrom(new byte[random.nextInt(10) == 0 ? 5 : 32]))
                .setDeadlineNs(number());
        return switch (random.nextInt(5)) {
            case 0 -> announcement.setOneWay(name());
            case 1 -> announcement.setCall(name());
            case 2 -> announcement.setAnswer(id());
            case 3 -> announcement.setTag(tag());
            default -> announcement;
        };
    }

    private int tag() {
        return random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(4);
    }

    /** Of rank 0, now and then: some are called off. */
    private void receive() {
        Request<Received<byte[]>> receive = peer.victim()
                .tagged()
                .receive(0, random.nextInt(4), Codecs.bytes(), 1 + (long) random.nextInt(50_000_000));
        if (random.nextInt(5) == 0) {
            peer.others().scheduler().schedule(random.nextInt(20_000_000), receive::cancel);
        }
    }

    /** What is whole may be received still. */
    private void drain() {
        while (peer.victim().tagged().probe(0, TaggedMessages.ANY_TAG).isPresent()) {
            peer.others()
                    .result(peer.victim()
                            .tagged()
                            .receive(0, TaggedMessages.ANY_TAG, Codecs.bytes(), Sessions.SECOND_NS));
        }
    }

    private Envelope.Error.Builder error() {
        return Envelope.Error.newBuilder()
                .setStatus(random.nextInt(20))
                .setCulprit("c\n".repeat(random.nextInt(9)))
                .setReason("r");
    }

    private ByteString bytes(int limit) {
        return ByteString.copyFrom(new byte[random.nextInt(limit)]);
    }

    private String name() {
        return switch (random.nextInt(4)) {
            case 0 -> "take";
            case 1 -> "echo";
            case 2 -> "\u20ac".repeat(random.nextInt(500));
            default -> "";
        };
    }

    /** Often one that is in use. */
    private long id() {
        return random.nextInt(10) == 0 ? random.nextLong() : 1 + random.nextInt(30);
    }

    private long number() {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong();
            case 1 -> Long.MIN_VALUE;
            case 2 -> Long.MAX_VALUE;
            default -> random.nextInt(20_000);
        };
    }
}
