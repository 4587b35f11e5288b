package io.stci.groupops;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.StreamSpec;
import io.stci.wire.WaveClock;
import java.util.function.LongConsumer;

/** How long the waves of one stream may take at one node. Confined to the node's thread. */
final class WaveClocks {
    private final UpContext context;
    private final LongConsumer onTimeUp;
    private final long timeoutNs;
    private final boolean timeIsAsked;

    /**
     * @param onTimeUp told of waves whose time is up
     * @throws StciException INVALID_ARGUMENT if the stream says no time to wait
     */
    WaveClocks(UpContext context, LongConsumer onTimeUp) {
        StreamSpec spec = context.spec();
        this.context = context;
        this.onTimeUp = onTimeUp;
        this.timeIsAsked = spec.getWaveClock() == WaveClock.CLOCK_ASKED;
        if (timeIsAsked && spec.getWaveTimeoutNs() <= 0) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "stream of waves", "has no wave timeout", "set one above 0 ns");
        }
        this.timeoutNs = timeoutNs(spec.getWaveTimeoutNs());
    }

    /** A wave has been asked for. */
    void asked(long number, Wave wave) {
        if (timeIsAsked) {
            start(number, wave);
        }
    }

    /** Somebody has contributed to a wave. */
    void contributed(long number, Wave wave) {
        start(number, wave);
    }

    private void start(long number, Wave wave) {
        if (wave.deadline == null && timeoutNs > 0) {
            wave.deadline = context.scheduler().schedule(timeoutNs, () -> onTimeUp.accept(number));
        }
    }

    /**
     * From when the wave was asked for, the root waits for the whole time, each level below for a step less. From the first
     * answer on, each level waits for its share.
     */
    private long timeoutNs(long wholeNs) {
        if (!timeIsAsked) {
            return wholeNs <= 0 ? 0 : Math.max(1, wholeNs / context.height());
        }
        return wholeNs - wholeNs / (context.height() + 1) * context.depth();
    }
}
