package io.stci.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * One line at the bottom of the terminal that tells how far things are, redrawn in place at most five times a second.
 *
 * <p>Whatever else goes to the same terminal must go through {@link #write}, which wipes the line first; it comes back only
 * when the cursor is at the start of a line. Off a terminal nothing is ever drawn.
 *
 * <p>Threads: safe. Drawing happens on a thread of its own, so {@link #show} never blocks.
 */
final class ProgressLine implements AutoCloseable {
    private static final long INTERVAL_MS = 200;
    private static final byte[] ERASE = "\r\u001b[K".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream terminal;
    private final int columns;
    private volatile Supplier<String> text;
    private Thread painter;
    private String drawn = "";
    private boolean atLineStart = true;
    private boolean closed;

    private ProgressLine(OutputStream terminal, int columns) {
        this.terminal = terminal;
        this.columns = columns;
    }

    static ProgressLine on(OutputStream terminal, int columns) {
        return new ProgressLine(terminal, columns);
    }

    /** One that never draws. */
    static ProgressLine none() {
        return new ProgressLine(null, 0);
    }

    /** Draws this text from now on; it is asked for anew each time. Nothing appears in the first fifth of a second. */
    void show(Supplier<String> newText) {
        text = newText;
        startPainter();
    }

    /** Wipes the line until the next {@link #show}. */
    void hide() throws IOException {
        text = null;
        if (terminal != null) {
            synchronized (this) {
                erase();
            }
        }
    }

    /** Writes to a stream that may share the line's terminal. */
    void write(OutputStream out, byte[] data, int offset, int length) throws IOException {
        if (terminal == null) {
            out.write(data, offset, length);
            return;
        }
        synchronized (this) {
            erase();
            out.write(data, offset, length);
            atLineStart = length > 0 ? data[offset + length - 1] == '\n' : atLineStart;
        }
    }

    /** Wipes the line for good. */
    @Override
    public void close() throws IOException {
        hide();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }

    private synchronized void startPainter() {
        if (terminal != null && painter == null && !closed) {
            painter = new Thread(this::paintUntilClosed, "stci-progress");
            painter.setDaemon(true);
            painter.start();
        }
    }

    private synchronized void paintUntilClosed() {
        try {
            while (!closed) {
                wait(INTERVAL_MS);
                paint();
            }
        } catch (IOException e) {
            // The terminal is gone; what else is written to it will meet the same error and report it.
            closed = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Draws the line if it has changed. */
    synchronized void paint() throws IOException {
        Supplier<String> source = text;
        if (source == null || !atLineStart || closed) {
            return;
        }
        String line = cut(source.get());
        if (!line.equals(drawn)) {
            erase();
            terminal.write(line.getBytes(StandardCharsets.UTF_8));
            drawn = line;
        }
    }

    private void erase() throws IOException {
        if (!drawn.isEmpty()) {
            terminal.write(ERASE);
            drawn = "";
        }
    }

    /** A line that reached the last column would wrap on some terminals, and could not be wiped any more. */
    private String cut(String line) {
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 4)) + "...";
    }
}
