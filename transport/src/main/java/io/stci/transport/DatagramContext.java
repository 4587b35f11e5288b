package io.stci.transport;

import io.netty.buffer.ByteBufAllocator;
import io.stci.core.Scheduler;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the links of one thread share.
 *
 * @param thread runs tasks on the thread, never inside the call
 * @param random where ids, secrets and the waits before repeats come from
 */
record DatagramContext(
        LinkFlusher flusher,
        Scheduler scheduler,
        Executor thread,
        ByteBufAllocator allocator,
        RandomGenerator random,
        LinkLimits limits,
        DatagramCounters counters) {}
