package io.stci.simulator;

import io.stci.transport.Frame;
import java.util.ArrayDeque;
import java.util.Deque;

/** What happened in a run, in words: the last few thousand lines of it. Confined to one thread. */
final class Trace {
    private static final int MAX_LINES = 20_000;

    private final EventQueue time;
    private final Deque<String> lines = new ArrayDeque<>();
    private long dropped;
    private boolean frames;

    Trace(EventQueue time) {
        this.time = time;
    }

    /** Says every frame from now on, too. */
    void sayFrames() {
        frames = true;
    }

    void frame(int from, int to, Frame frame) {
        if (frames) {
            say("frame from " + from + " to " + to + ": handler " + frame.handler() + ", stream " + frame.stream()
                    + ", number " + frame.number() + ", " + frame.payloadLength() + " bytes");
        }
    }

    void say(String line) {
        if (lines.size() == MAX_LINES) {
            lines.removeFirst();
            dropped++;
        }
        lines.add(String.format("%12.6f s  %s", time.nowNs() / 1e9, line));
    }

    /** The lines in order; what was dropped of the first is said. */
    @Override
    public String toString() {
        String beginning = dropped == 0 ? "" : "(" + dropped + " earlier lines are not kept)\n";
        return beginning + String.join("\n", lines);
    }
}
