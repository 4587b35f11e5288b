package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.RootStream;
import io.stci.groupops.WaveParts;
import io.stci.wire.Operation;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One operation of a group at the front-end, from when it is asked for until it has ended. Confined to the front-end's thread. */
final class PendingOperation<R> {
    /** Longer payloads travel in pieces of this size. */
    static final int PIECE_BYTES = 256 << 10;

    /** Sent last, with the end of the payload. */
    private final byte[] head;

    private final byte[] payload;
    private final int headFrom;
    private final Function<WaveParts.Content, R> reader;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private Scheduler.Timer deadline = () -> {};
    private int sent;

    /**
     * @param head the operation without its payload
     * @param payload kept, to be left unchanged
     * @param reader what the wave comes to; what it throws fails the operation
     */
    PendingOperation(Operation.Builder head, byte[] payload, Function<WaveParts.Content, R> reader) {
        this.payload = payload;
        this.headFrom = payload.length <= PIECE_BYTES ? 0 : payload.length - payload.length % PIECE_BYTES;
        this.head = head.setPayload(ByteString.copyFrom(payload, headFrom, payload.length - headFrom))
                .build()
                .toByteArray();
        this.reader = reader;
    }

    /** One whose message is whole: scattered. */
    PendingOperation(byte[] message, Function<WaveParts.Content, R> reader) {
        this.payload = new byte[0];
        this.headFrom = 0;
        this.head = message;
        this.reader = reader;
    }

    CompletableFuture<R> result() {
        return result;
    }

    boolean isOver() {
        return result.isDone();
    }

    /** From now on it ends by itself when it has not been sent in time. */
    void limit(Scheduler scheduler, long deadlineNs) {
        deadline = scheduler.schedule(
                deadlineNs,
                () -> fail(new StciException(
                        Status.DEADLINE_EXCEEDED, "operation", "was not taken in time by the slowest member", "")));
    }

    /** Sends what comes next; true if that was the operation itself. */
    boolean sendNext(RootStream stream) {
        if (sent < headFrom) {
            stream.sendPiece(payload, sent, PIECE_BYTES);
            sent += PIECE_BYTES;
            return false;
        }
        deadline.cancel();
        stream.send(head, 0, head.length);
        return true;
    }

    /** True once something of it is on its way. */
    boolean isBegun() {
        return sent > 0;
    }

    void complete(WaveParts.Content wave) {
        try {
            result.complete(reader.apply(wave));
        } catch (RuntimeException failure) {
            fail(failure);
        }
    }

    void fail(Throwable why) {
        deadline.cancel();
        result.completeExceptionally(why);
    }
}
