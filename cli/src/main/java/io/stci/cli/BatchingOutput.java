package io.stci.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Bytes on their way to one of the process's outputs: taken into a bounded buffer, and written at once by a thread of its
 * own. What comes in during a write goes out with the next one, so that a million small lines become few system calls, while
 * a lone line doesn't wait.
 *
 * <p>Order is kept. When the buffer is full, {@link #write} blocks; for how long is up to the reader, until
 * {@link #hurry}. After a failed write every further call throws that failure. Threads: safe.
 */
final class BatchingOutput implements AutoCloseable {
    static final int BUFFER_BYTES = 128 * 1024;

    /** Small enough for a slow reader's progress to be seen; the JVM writes so much without a copy on the heap. */
    private static final int CHUNK_BYTES = 8 * 1024;

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final OutputStream target;
    private final ProgressLine progress;
    private final String name;
    private Consumer<IOException> onFailure = failure -> {};
    private byte[] filling = new byte[0];
    private byte[] draining = new byte[0];
    private int filledBytes;
    private boolean writing;
    private boolean closed;
    private IOException failure;
    private Thread writer;
    private long stuckLimitNs = NO_LIMIT;
    private long progressNs;

    BatchingOutput(String name, OutputStream target, ProgressLine progress) {
        this.name = name;
        this.target = target;
        this.progress = progress;
    }

    /** Hears of the first failed write, at once, on the writing thread. */
    synchronized void onFailure(Consumer<IOException> listener) {
        onFailure = listener;
    }

    /** Takes the bytes; the array is the caller's again on return. */
    synchronized void write(byte[] data, int offset, int length) throws IOException {
        startWriter();
        if (stuckLimitNs != NO_LIMIT && filledBytes == 0 && !writing) {
            // A reader that had nothing to read was not stuck.
            progressNs = System.nanoTime();
        }
        int at = offset;
        int end = offset + length;
        while (at < end) {
            awaitRoom();
            int taken = Math.min(end - at, filling.length - filledBytes);
            System.arraycopy(data, at, filling, filledBytes, taken);
            filledBytes += taken;
            at += taken;
            if (!writing) {
                notifyAll();
            }
        }
        throwFailure();
    }

    /**
     * From now on a reader that takes nothing for so long loses the rest: those who wait get a {@link StuckOutputException},
     * as does every call after. The thread that writes may stay blocked; it doesn't keep the process alive.
     *
     * @param limitNs nanoseconds, counted from this call or from the last progress after it
     */
    synchronized void hurry(long limitNs) {
        stuckLimitNs = limitNs;
        progressNs = System.nanoTime();
        notifyAll();
    }

    /** True if a reader that stopped reading has lost something. */
    synchronized boolean isStuck() {
        return failure instanceof StuckOutputException;
    }

    void print(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    /** Returns when all that was taken has been written. */
    synchronized void flush() throws IOException {
        while (failure == null && (filledBytes > 0 || writing)) {
            awaitWriter();
        }
        throwFailure();
    }

    /** Flushes and ends the thread; the target stays open. */
    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            synchronized (this) {
                closed = true;
                notifyAll();
            }
        }
    }

    private void startWriter() {
        if (writer == null) {
            filling = new byte[BUFFER_BYTES];
            draining = new byte[BUFFER_BYTES];
            writer = new Thread(this::writeUntilClosed, "stci-" + name);
            writer.setDaemon(true);
            writer.start();
        }
    }

    private void awaitRoom() throws IOException {
        throwFailure();
        while (filledBytes == filling.length) {
            awaitWriter();
            throwFailure();
        }
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Waits for the writer, or for the time when its reader counts as stuck. */
    private void awaitWriter() throws IOException {
        if (stuckLimitNs == NO_LIMIT) {
            await(0);
            return;
        }
        long leftNs = progressNs + stuckLimitNs - System.nanoTime();
        if (leftNs <= 0) {
            failure = new StuckOutputException(name);
            notifyAll();
        } else {
            await(TimeUnit.NANOSECONDS.toMillis(leftNs) + 1);
        }
    }

    private void await(long timeoutMs) throws InterruptedIOException {
        try {
            wait(timeoutMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + name + " was full");
        }
    }

    private void writeUntilClosed() {
        try {
            for (int length = nextBatch(); length > 0; length = nextBatch()) {
                writeBatch(length);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void writeBatch(int length) throws IOException {
        for (int at = 0; at < length; at += CHUNK_BYTES) {
            progress.write(target, draining, at, Math.min(CHUNK_BYTES, length - at));
            progressed();
        }
    }

    private synchronized void progressed() {
        progressNs = System.nanoTime();
    }

    /** Swaps the buffers; 0 when closed and empty. */
    private synchronized int nextBatch() throws InterruptedIOException {
        writing = false;
        notifyAll();
        while (filledBytes == 0 && !closed) {
            await(0);
        }
        int length = filledBytes;
        byte[] batch = filling;
        filling = draining;
        draining = batch;
        filledBytes = 0;
        writing = length > 0;
        return length;
    }

    private void fail(IOException e) {
        Consumer<IOException> listener;
        synchronized (this) {
            failure = failure == null ? e : failure;
            writing = false;
            notifyAll();
            listener = onFailure;
        }
        listener.accept(e);
    }
}
