package io.stci.groupops.plugin;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * What budgets are measured with, on the thread of the call.
 *
 * @param nowNs nanoseconds since some fixed moment
 * @param allocatedBytes that this thread has allocated so far; stands still where the JVM doesn't count them
 */
record Meters(LongSupplier nowNs, LongSupplier allocatedBytes) {
    /** Counts allocation by what the JVM knows of the calling thread. */
    static Meters ofThisThread(LongSupplier nowNs) {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()) {
            return new Meters(nowNs, threads::getCurrentThreadAllocatedBytes);
        }
        return new Meters(nowNs, () -> 0);
    }
}
