package io.stci.cli;

import java.time.Duration;

/**
 * A checked {@code stci top} command line.
 *
 * @param count how many ticks, 0 for no end
 */
record TopOptions(Where where, Duration interval, long count, boolean json) {}
