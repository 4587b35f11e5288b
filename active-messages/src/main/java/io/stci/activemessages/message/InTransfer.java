package io.stci.activemessages.message;

import com.google.protobuf.ByteString;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;
import java.security.MessageDigest;

/**
 * A payload that has been announced from elsewhere. Nothing of it is held until there is room; then it is asked for, so many pieces
 * at a time, and checked.
 *
 * <p>It ends, and frees its room, when it is whole, when it breaks the protocol, when its sender calls it off or goes, when its
 * deadline passes, or when nothing of it comes for too long.
 */
final class InTransfer implements Outgoing {
    private final Peer from;
    private final PullQueue pulls;
    private final TransferSink sink;
    private final long id;
    private final int sizeBytes;
    private final byte[] sha256;
    private final long deadlineAtNs;
    private final MessageDigest digest = Digests.start();
    private Scheduler.Timer timer;
    private byte[] buffer;
    private int receivedBytes;
    private int clearedBytes;
    private boolean clearWaits;

    /** @throws StciException PROTOCOL_ERROR or RESOURCE_EXHAUSTED if the announcement can't be taken */
    InTransfer(Peer from, Envelope.Announce announce, PullQueue pulls, TransferSink sink) {
        this.from = from;
        this.pulls = pulls;
        this.sink = sink;
        this.id = announce.getId();
        this.sizeBytes = checkSize(announce.getSizeBytes());
        this.sha256 = announce.getSha256().toByteArray();
        this.deadlineAtNs = from.local().nowNs() + Deadlines.fromWire(announce.getDeadlineNs());
        if (sha256.length != Digests.BYTES) {
            throw Errors.protocol(from.id(), "announces a transfer with a digest of " + sha256.length + " bytes");
        }
    }

    void begin() {
        hold();
        pull();
    }

    /** Leaves it with its sender until {@link #pull}. */
    void hold() {
        from.receiving().put(id, this);
        watch(deadlineAtNs - from.local().nowNs());
    }

    /** Asks for it as soon as there is room. */
    void pull() {
        pulls.add(this);
    }

    int sender() {
        return from.id();
    }

    int sizeBytes() {
        return sizeBytes;
    }

    /** There is room for it. */
    void admitted() {
        buffer = new byte[sizeBytes];
        progress();
        clearMore();
    }

    /** A piece has come; what breaks the protocol ends the transfer. */
    void chunk(long offsetBytes, ByteString data) {
        if (offsetBytes != receivedBytes) {
            broken("sent bytes from " + Long.toUnsignedString(offsetBytes) + " on, not " + receivedBytes);
        } else if (data.isEmpty() || data.size() > clearedBytes - receivedBytes) {
            broken("sent " + data.size() + " bytes where it was asked for " + (clearedBytes - receivedBytes));
        } else {
            take(data);
        }
    }

    /** Its sender won't send the rest. */
    void abandoned(StciException why) {
        end();
        free();
        sink.failed(why);
    }

    /** It is not wanted any more, and its sender is told so. */
    void refuse(StciException why) {
        end();
        Settlements.refuse(from, id, why);
        free();
        sink.failed(why);
    }

    @Override
    public Envelope envelope(long nowNs) {
        return Envelope.newBuilder()
                .setClear(Envelope.Clear.newBuilder().setTransfer(id).setUpToBytes(clearedBytes))
                .build();
    }

    @Override
    public void taken() {
        clearWaits = false;
    }

    @Override
    public void dropped(StciException why) {
        clearWaits = false;
    }

    private int checkSize(long bytes) {
        int maxBytes = from.local().options().transfers().maxBytes();
        if (bytes < 1) {
            throw Errors.protocol(from.id(), "announces a transfer of " + bytes + " bytes");
        }
        if (bytes > maxBytes) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    "transfer",
                    "of " + bytes + " bytes is larger than the limit of " + maxBytes,
                    "send it in parts");
        }
        return (int) bytes;
    }

    private void take(ByteString data) {
        data.copyTo(buffer, receivedBytes);
        digest.update(buffer, receivedBytes, data.size());
        receivedBytes += data.size();
        if (receivedBytes == sizeBytes) {
            complete();
        } else {
            progress();
            clearMore();
        }
    }

    private void complete() {
        if (!MessageDigest.isEqual(sha256, digest.digest())) {
            broken("sent bytes that don't have the digest it announced");
            return;
        }
        end();
        Settlements.received(from, id);
        byte[] payload = buffer;
        buffer = null;
        sink.completed(payload, () -> pulls.free(sizeBytes));
    }

    private void broken(String reason) {
        StciException why = Errors.protocol(from.id(), reason);
        from.local().reports().malformed(from.id(), why);
        refuse(new StciException(Status.PROTOCOL_ERROR, "transfer", Ends.name(from.id()) + " " + reason, ""));
    }

    /** Asks for more when half of what was asked for has come. */
    private void clearMore() {
        long atATime = (long) from.local().chunkBytes()
                * from.local().options().transfers().chunksAtATime();
        if (clearedBytes < sizeBytes && clearedBytes - receivedBytes <= atATime / 2) {
            clearedBytes = (int) Math.min(sizeBytes, receivedBytes + atATime);
            if (!clearWaits) {
                clearWaits = true;
                from.outbox().reply(this);
            }
        }
    }

    private void progress() {
        long nowNs = from.local().nowNs();
        watch(Math.min(deadlineAtNs - nowNs, from.local().options().transfers().stallNs()));
    }

    private void watch(long delayNs) {
        if (timer != null) {
            timer.cancel();
        }
        timer = from.local().scheduler().schedule(Math.max(0, delayNs), this::timeIsUp);
    }

    private void timeIsUp() {
        refuse(new StciException(
                Status.DEADLINE_EXCEEDED,
                "transfer",
                "had brought " + receivedBytes + " of " + sizeBytes + " bytes when its time was up",
                ""));
    }

    private void end() {
        timer.cancel();
        from.receiving().remove(id);
    }

    private void free() {
        if (buffer == null) {
            pulls.remove(this);
        } else {
            buffer = null;
            pulls.free(sizeBytes);
        }
    }
}
