package io.stci.activemessages.message;

import com.google.protobuf.UnsafeByteOperations;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;

/**
 * A payload that is announced, and sent in pieces as its receiver asks for them. It is held until the receiver says that it has all
 * of it, or wants no more.
 */
final class OutTransfer implements Shipment {
    private final Peer to;
    private final Owner owner;
    private final Budget held;
    private final long id;
    private final byte[] payload;
    private final long costBytes;
    private final long deadlineAtNs;
    private boolean announced;
    private boolean ended;
    private long clearedBytes;
    private int sentBytes;

    /** @param held has room for the payload, which counts until the end */
    OutTransfer(Peer to, Owner owner, Budget held, long id, byte[] payload, long costBytes, long deadlineAtNs) {
        this.to = to;
        this.owner = owner;
        this.held = held;
        this.id = id;
        this.payload = payload;
        this.costBytes = costBytes;
        this.deadlineAtNs = deadlineAtNs;
    }

    /** @throws StciException RESOURCE_EXHAUSTED if too much is held already */
    void begin() {
        if (!held.take(payload.length)) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    Ends.name(to.id()),
                    "is being sent " + held.usedBytes() + " bytes, which leaves no room for " + payload.length,
                    "wait until these have arrived");
        }
        to.sending().put(id, this);
    }

    @Override
    public long costBytes() {
        return costBytes;
    }

    @Override
    public boolean mayLeave() {
        return owner.mayLeave();
    }

    @Override
    public Envelope envelope(long nowNs) {
        return Envelope.newBuilder()
                .setAnnounce(owner.announcement()
                        .setId(id)
                        .setSizeBytes(payload.length)
                        .setSha256(UnsafeByteOperations.unsafeWrap(Digests.sha256(payload)))
                        .setDeadlineNs(Deadlines.left(deadlineAtNs, nowNs)))
                .build();
    }

    @Override
    public void taken() {
        announced = true;
        owner.left();
    }

    @Override
    public void dropped(StciException why) {
        end(why);
    }

    /** @throws StciException PROTOCOL_ERROR if no receiver can mean it */
    void cleared(long upToBytes) {
        if (!announced || upToBytes <= clearedBytes || upToBytes > payload.length) {
            throw Errors.protocol(to.id(), "asks for " + Long.toUnsignedString(upToBytes) + " bytes of a transfer");
        }
        clearedBytes = upToBytes;
        to.outbox().cleared(this);
    }

    boolean hasChunk() {
        return sentBytes < clearedBytes;
    }

    /** The next piece; there must be one. */
    Envelope nextChunk() {
        int bytes = (int) Math.min(to.local().chunkBytes(), clearedBytes - sentBytes);
        Envelope chunk = Envelope.newBuilder()
                .setChunk(Envelope.Chunk.newBuilder()
                        .setTransfer(id)
                        .setOffsetBytes(sentBytes)
                        .setData(UnsafeByteOperations.unsafeWrap(payload, sentBytes, bytes)))
                .build();
        sentBytes += bytes;
        return chunk;
    }

    /** @throws StciException PROTOCOL_ERROR if the receiver can't have it all */
    void received() {
        if (sentBytes < payload.length) {
            throw Errors.protocol(to.id(), "has all of a transfer of which it was not sent all");
        }
        end(null);
    }

    /** The receiver wants no more of it, or nobody can send it any more. */
    void end(StciException why) {
        if (!ended) {
            release();
            owner.ended(why);
        }
    }

    @Override
    public void callOff() {
        if (ended) {
            return;
        }
        release();
        if (announced) {
            to.cancelThere(id);
        } else {
            to.outbox().withdraw(this);
        }
    }

    private void release() {
        ended = true;
        to.sending().remove(id);
        to.outbox().ended(this);
        held.give(payload.length);
        to.outbox().pump();
    }
}
