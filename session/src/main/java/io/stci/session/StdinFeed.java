package io.stci.session;

import io.stci.groupops.RootStream;
import io.stci.transport.Transport;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Sends a job's standard input down, no further ahead of the slowest rank than a window. {@link #write} and {@link #close}
 * belong to one feeding thread, the rest to the front-end's thread.
 */
final class StdinFeed {
    private static final int WINDOW_BYTES = 256 << 10;
    private static final int CHUNK_BYTES = 32 << 10;

    private final Transport transport;
    private final Deque<Integer> unacked = new ArrayDeque<>();
    private RootStream stream;
    private long ackedMessages;
    private int inFlightBytes;
    private boolean over;

    StdinFeed(Transport transport) {
        this.transport = transport;
    }

    void start(RootStream opened) {
        stream = opened;
    }

    void write(byte[] data, int offset, int length) throws InterruptedException {
        for (int at = offset; at < offset + length; at += CHUNK_BYTES) {
            int chunk = Math.min(CHUNK_BYTES, offset + length - at);
            if (!awaitRoom(chunk)) {
                return;
            }
            byte[] copy = Arrays.copyOfRange(data, at, at + chunk);
            transport.execute(() -> send(copy));
        }
    }

    void close() {
        transport.execute(() -> {
            if (!isOver()) {
                stream.end();
            }
        });
    }

    synchronized void acked(long upTo) {
        while (ackedMessages < upTo && !unacked.isEmpty()) {
            ackedMessages++;
            inFlightBytes -= unacked.poll();
        }
        notifyAll();
    }

    /** Nobody reads any more: what is written from now on goes nowhere. */
    synchronized void over() {
        over = true;
        notifyAll();
    }

    private void send(byte[] chunk) {
        if (!isOver()) {
            stream.send(chunk, 0, chunk.length);
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    private synchronized boolean awaitRoom(int chunk) throws InterruptedException {
        while (!over && inFlightBytes > 0 && inFlightBytes + chunk > WINDOW_BYTES) {
            wait();
        }
        inFlightBytes += chunk;
        unacked.add(chunk);
        return !over;
    }
}
