package io.stci.session.tool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.WaveParts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations of one kind, each a wave of one stream: as many on their way as the stream has room for, the others behind them,
 * in order. Confined to the front-end's thread.
 */
final class OperationStream implements StreamConsumer {
    /** Fewer than waves may be open at once. */
    private static final int MAX_IN_FLIGHT = 48;

    private static final int MAX_WAITING = 4096;
    private static final long WINDOW_BYTES = 4 << 20;

    private final ArrayDeque<PendingOperation<?>> waiting = new ArrayDeque<>();
    private final Map<Long, PendingOperation<?>> inFlight = new HashMap<>();
    private RootStream stream;
    private long last;
    private boolean pumping;

    void opened(RootStream stream) {
        this.stream = stream;
        stream.grant(WINDOW_BYTES);
    }

    /** How long before its deadline an operation is to be ended, so that what has come gets here. */
    long graceNs() {
        return stream.graceNs();
    }

    /** Sends an operation as soon as there is room; fails it with RESOURCE_EXHAUSTED if too many wait. */
    void submit(PendingOperation<?> operation) {
        if (waiting.size() >= MAX_WAITING) {
            operation.fail(new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    "group",
                    "has " + waiting.size() + " operations waiting",
                    "wait for some of them"));
        } else {
            waiting.add(operation);
            pump();
        }
    }

    boolean isIdle() {
        return waiting.isEmpty() && inFlight.isEmpty();
    }

    /** Ends the stream, and what is not over with it. */
    void close(StciException why) {
        stream.close();
        List<PendingOperation<?>> rest = new ArrayList<>(inFlight.values());
        rest.addAll(waiting);
        inFlight.clear();
        waiting.clear();
        rest.forEach(operation -> operation.fail(why));
    }

    @Override
    public void data(long number, ByteBuf payload) {
        stream.grant(payload.readableBytes());
        PendingOperation<?> operation = inFlight.remove(number);
        if (operation != null) {
            operation.complete(WaveParts.read(ByteBufUtil.getBytes(payload)));
        }
        pump();
    }

    @Override
    public void acked(long upTo) {
        pump();
    }

    /** A consumer may be called from within the sending. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (!waiting.isEmpty() && inFlight.size() < MAX_IN_FLIGHT && stream.hasRoom()) {
            sendNext(waiting.peek());
        }
        pumping = false;
    }

    /** One that has been called off is finished all the same if a piece of it is on its way. */
    private void sendNext(PendingOperation<?> operation) {
        if (operation.isOver() && !operation.isBegun()) {
            waiting.remove();
            return;
        }
        last++;
        inFlight.put(last, operation);
        if (operation.sendNext(stream, last)) {
            waiting.remove();
        } else {
            inFlight.remove(last);
        }
    }
}
