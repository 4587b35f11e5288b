package io.stci.cli;

import io.stci.session.SampleWave;
import java.time.Instant;

/** One way of showing a wave of samples. Threads: confined. */
interface TopView {
    /** The text of one tick, ended by a newline. */
    String render(SampleWave wave, Instant time);
}
