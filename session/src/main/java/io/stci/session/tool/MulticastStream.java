package io.stci.session.tool;

import io.netty.buffer.ByteBuf;
import io.stci.core.StciException;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import java.util.ArrayDeque;
import java.util.function.Function;

/**
 * Messages from the front-end to the same members: as many on their way as the stream has room for, the others behind them, in order.
 */
final class MulticastStream implements StreamConsumer {
    private final ArrayDeque<PendingOperation<Void>> waiting = new ArrayDeque<>();
    private final Function<RootStream, StciException> onEnded;
    private RootStream stream;
    private boolean ended;
    private StciException over;
    private boolean pumping;
    private long sent;
    private long acked;

    /** @param onEnded told when all members are gone; says why in words */
    MulticastStream(Function<RootStream, StciException> onEnded) {
        this.onEnded = onEnded;
    }

    void opened(RootStream root) {
        stream = root;
        if (ended) {
            ended();
        }
    }

    /** True if a message would leave, or fail, at once. */
    boolean hasRoom() {
        return over != null || waiting.isEmpty() && stream.hasRoom();
    }

    boolean isIdle() {
        return waiting.isEmpty() && (acked >= sent || over != null);
    }

    /** Its result completes when the last of it has left. */
    void submit(PendingOperation<Void> message) {
        if (over == null) {
            waiting.add(message);
            pump();
        } else {
            message.fail(over);
        }
    }

    void close(StciException why) {
        over = why;
        stream.close();
        ArrayDeque<PendingOperation<Void>> rest = new ArrayDeque<>(waiting);
        waiting.clear();
        rest.forEach(message -> message.fail(why));
    }

    @Override
    public void data(long number, ByteBuf payload) {}

    @Override
    public void acked(long upTo) {
        acked = upTo;
        if (stream != null) {
            pump();
        }
    }

    @Override
    public void ended() {
        ended = true;
        if (stream != null) {
            close(onEnded.apply(stream));
        }
    }

    /** One that has been called off is finished all the same if a piece of it is on its way. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (over == null && !waiting.isEmpty() && stream.hasRoom()) {
            PendingOperation<Void> next = waiting.peek();
            if (next.isOver() && !next.isBegun()) {
                waiting.remove();
            } else {
                sendNext(next);
            }
        }
        pumping = false;
    }

    private void sendNext(PendingOperation<Void> next) {
        sent++;
        if (next.sendNext(stream, sent)) {
            waiting.remove(next);
            next.complete(null);
        }
    }
}
