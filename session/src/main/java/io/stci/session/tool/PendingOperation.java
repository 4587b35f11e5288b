package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.RootStream;
import io.stci.groupops.WaveParts;
import io.stci.wire.FilterJarMessage;
import io.stci.wire.Operation;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
    /** Ends the wave with what has been contributed; null until it is on its way. */
    private Consumer<String> cut;

    private int sent;

    private PendingOperation(byte[] head, byte[] payload, Function<WaveParts.Content, R> reader) {
        this.head = head;
        this.payload = payload;
        this.headFrom = headFrom(payload);
        this.reader = reader;
    }

    /**
     * An operation with its payload.
     *
     * @param head the operation without its payload
     * @param payload kept, to be left unchanged
     * @param reader what the wave comes to; what it throws fails the operation
     */
    static <R> PendingOperation<R> of(Operation.Builder head, byte[] payload, Function<WaveParts.Content, R> reader) {
        byte[] message = head.setPayload(rest(payload)).build().toByteArray();
        return new PendingOperation<>(message, payload, reader);
    }

    /** One whose message is whole: scattered. */
    static <R> PendingOperation<R> whole(byte[] message, Function<WaveParts.Content, R> reader) {
        return new PendingOperation<>(message, new byte[0], reader);
    }

    /** A jar of filters for every node. */
    static <R> PendingOperation<R> jar(
            FilterJarMessage.Builder head, byte[] jar, Function<WaveParts.Content, R> reader) {
        return new PendingOperation<>(head.setRest(rest(jar)).build().toByteArray(), jar, reader);
    }

    /** What is left of a payload when the pieces have gone. */
    private static ByteString rest(byte[] payload) {
        int from = headFrom(payload);
        return ByteString.copyFrom(payload, from, payload.length - from);
    }

    private static int headFrom(byte[] payload) {
        return payload.length <= PIECE_BYTES ? 0 : payload.length - payload.length % PIECE_BYTES;
    }

    CompletableFuture<R> result() {
        return result;
    }

    boolean isOver() {
        return result.isDone();
    }

    /** From now on it ends by itself: when it has not been sent in time, or with what has come by then. */
    void limit(Scheduler scheduler, long deadlineNs) {
        deadline = scheduler.schedule(deadlineNs, this::timeUp);
    }

    /** Nobody wants its result any more. */
    void callOff(StciException why) {
        fail(why);
        if (cut != null) {
            cut.accept("called off");
        }
    }

    private void timeUp() {
        if (cut != null) {
            cut.accept(Result.LATE);
        } else {
            fail(new StciException(
                    Status.DEADLINE_EXCEEDED, "operation", "was not taken in time by the slowest member", ""));
        }
    }

    /**
     * Sends what comes next; true if that was the operation itself.
     *
     * @param number what it will have
     */
    boolean sendNext(RootStream stream, long number) {
        if (sent < headFrom) {
            stream.sendPiece(payload, sent, PIECE_BYTES);
            sent += PIECE_BYTES;
            return false;
        }
        cut = reason -> stream.cut(number, reason);
        stream.send(head, 0, head.length);
        return true;
    }

    /** True once something of it is on its way. */
    boolean isBegun() {
        return sent > 0;
    }

    void complete(WaveParts.Content wave) {
        deadline.cancel();
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
