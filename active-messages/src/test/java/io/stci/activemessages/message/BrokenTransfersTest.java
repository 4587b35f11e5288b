package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.wire.Envelope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transfers that break the protocol: their sender is told, their room is free again, and nothing else is harmed. */
class BrokenTransfersTest {
    private static final int PROTOCOL_ERROR = Status.PROTOCOL_ERROR.number();
    private static final byte[] PAYLOAD = new byte[20_000];
    private static final int CLEARED = 3 * 4096;

    private final RawEnd peer = new RawEnd(1);
    private final List<Integer> heard = new ArrayList<>();

    @BeforeEach
    void register() {
        peer.victim().handleOneWayAtOnce("take", Codecs.bytes(), bytes -> heard.add(bytes.length));
        peer.others().at(1).handleAtOnce("echo", Codecs.bytes(), Codecs.bytes(), bytes -> bytes);
    }

    @AfterEach
    void nothingElseIsHarmed() {
        Request<byte[]> echo = peer.victim()
                .request(1, "echo", Codecs.bytes(), new byte[50_000], Codecs.bytes(), 10 * Sessions.SECOND_NS);
        assertEquals(50_000, peer.others().result(echo).length);
        announce(99, PAYLOAD.length, Digests.sha256(PAYLOAD));
        chunks(99);
        assertEquals(0, peer.settled().get(peer.settled().size() - 1));
        assertEquals(PAYLOAD.length, heard.get(heard.size() - 1));
        assertEquals(0, peer.victim().load().transferBytes());
        peer.close();
    }

    @Test
    void aWrongDigestIsRefused() {
        announce(1, PAYLOAD.length, new byte[32]);
        chunks(1);
        assertEquals(List.of(PROTOCOL_ERROR), peer.settled());
        assertEquals(List.of(), heard);
        assertEquals(1, peer.victim().counters().malformed());
    }

    @Test
    void aWrongOffsetIsRefused() {
        announce(1, PAYLOAD.length, Digests.sha256(PAYLOAD));
        chunk(1, 0, 4096);
        chunk(1, 4097, 4096);
        peer.settle();
        assertEquals(List.of(PROTOCOL_ERROR), peer.settled());
        chunk(1, 8192, 4096);
        peer.settle();
        assertEquals(1, peer.victim().counters().lateChunks());
    }

    @Test
    void moreThanWasAskedForIsRefused() {
        announce(1, PAYLOAD.length, Digests.sha256(PAYLOAD));
        chunk(1, 0, CLEARED);
        peer.settle();
        assertEquals(List.of(), peer.settled());
        chunk(1, CLEARED, PAYLOAD.length - CLEARED + 1);
        peer.settle();
        assertEquals(List.of(PROTOCOL_ERROR), peer.settled());
    }

    @Test
    void anEmptyChunkIsRefused() {
        announce(1, PAYLOAD.length, Digests.sha256(PAYLOAD));
        chunk(1, 0, 0);
        peer.settle();
        assertEquals(List.of(PROTOCOL_ERROR), peer.settled());
    }

    @Test
    void announcementsThatCantBeTakenAreRefused() {
        announce(1, 200_001, new byte[32]);
        announce(2, 0, new byte[32]);
        announce(3, -1, new byte[32]);
        announce(4, 10, new byte[31]);
        peer.settle();
        assertEquals(
                List.of(Status.RESOURCE_EXHAUSTED.number(), PROTOCOL_ERROR, PROTOCOL_ERROR, PROTOCOL_ERROR),
                peer.settled());
        assertEquals(0, peer.victim().load().waitingBytes());
    }

    @Test
    void anIdThatIsInUseIsRefused() {
        announce(1, PAYLOAD.length, Digests.sha256(PAYLOAD));
        announce(1, 10, new byte[32]);
        chunks(1);
        assertEquals(1, peer.victim().counters().malformed());
        assertEquals(List.of(0), peer.settled());
    }

    @Test
    void whoAnnouncesAndSendsNothingLosesItsRoom() {
        announce(1, 200_000, new byte[32]);
        peer.settle();
        assertEquals(200_000, peer.victim().load().transferBytes());
        peer.others().advanceMs(5000);
        assertEquals(List.of(Status.DEADLINE_EXCEEDED.number()), peer.settled());
        assertEquals(0, peer.victim().load().transferBytes());
    }

    @Test
    void aTransferIsRefusedWhenItsDeadlinePasses() {
        peer.send(Envelope.newBuilder()
                .setAnnounce(announcement(1, 200_000, new byte[32]).setDeadlineNs(Sessions.SECOND_NS)));
        peer.settle();
        peer.others().advanceMs(1000);
        assertEquals(List.of(Status.DEADLINE_EXCEEDED.number()), peer.settled());
    }

    @Test
    void anAnswerThatBreaksFailsItsRequest() {
        Request<byte[]> request =
                peer.victim().request(0, "give", Codecs.nothing(), null, Codecs.bytes(), 10 * Sessions.SECOND_NS);
        peer.settle();
        long call = peer.received().get(0).getCall().getId();
        Envelope.Announce.Builder announcement = announcement(1, PAYLOAD.length, new byte[32]);
        peer.send(Envelope.newBuilder().setAnnounce(announcement.setAnswer(call)));
        peer.settle();
        chunks(1);
        assertEquals(
                "rank 0 sent bytes that don't have the digest it announced",
                peer.others().failure(request).reason());
        assertEquals(List.of(PROTOCOL_ERROR), peer.settled());
    }

    @Test
    void anAnswerThatIsTooLargeFailsItsRequest() {
        Request<byte[]> request =
                peer.victim().request(0, "give", Codecs.nothing(), null, Codecs.bytes(), 10 * Sessions.SECOND_NS);
        peer.settle();
        long call = peer.received().get(0).getCall().getId();
        peer.send(Envelope.newBuilder()
                .setAnnounce(announcement(1, 200_001, new byte[32]).setAnswer(call)));
        assertEquals(Status.RESOURCE_EXHAUSTED, peer.others().failure(request).status());
        assertTrue(peer.settled().isEmpty() || peer.settled().get(0) == Status.RESOURCE_EXHAUSTED.number());
        peer.settle();
    }

    private void announce(long id, long bytes, byte[] sha256) {
        peer.send(Envelope.newBuilder().setAnnounce(announcement(id, bytes, sha256)));
        peer.settle();
    }

    private static Envelope.Announce.Builder announcement(long id, long bytes, byte[] sha256) {
        return Envelope.Announce.newBuilder()
                .setId(id)
                .setSizeBytes(bytes)
                .setSha256(ByteString.copyFrom(sha256))
                .setDeadlineNs(100 * Sessions.SECOND_NS)
                .setOneWay("take");
    }

    private void chunks(long id) {
        chunk(id, 0, CLEARED);
        peer.settle();
        chunk(id, CLEARED, PAYLOAD.length - CLEARED);
        peer.settle();
    }

    private void chunk(long id, int offset, int bytes) {
        peer.send(Envelope.newBuilder()
                .setChunk(Envelope.Chunk.newBuilder()
                        .setTransfer(id)
                        .setOffsetBytes(offset)
                        .setData(ByteString.copyFrom(new byte[bytes]))));
    }
}
