package io.stci.agents;

import java.nio.file.Path;

/**
 * Samples this host from the kernel's files.
 *
 * <p>What a file doesn't tell (missing, unreadable, malformed) is left out of the sample; nothing is ever thrown for it. CPU
 * percentages and rates are those since the previous sample: left out of the first one, and wherever the previous sample
 * lacks them, a counter was reset, a device came or went, or no time has passed. Threads: confined.
 */
final class HostSampler {
    private static final int FIRST_LINE_BYTES = 4096;
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final double NS_PER_SECOND = 1e9;

    private final Path procRoot;
    private final ProcText text = new ProcText();
    private long previousNs;
    private CpuTimes previousCpu;
    private DeviceCounters previousNetwork;
    private DeviceCounters previousDisks;

    /** @param procRoot where the kernel's files are, {@code /proc} */
    HostSampler(Path procRoot) {
        this.procRoot = procRoot;
    }

    /**
     * Hands out the metrics in the order of {@link HostMetric}.
     *
     * @param nowNs of a clock that doesn't run backward
     */
    void sample(long nowNs, MetricConsumer out) {
        double seconds = (nowNs - previousNs) / NS_PER_SECOND;
        sampleCpu(out);
        sampleLoad(out);
        sampleMemory(out);
        sampleNetwork(seconds, out);
        sampleDisks(seconds, out);
        samplePressure(out);
        previousNs = nowNs;
    }

    private void sampleCpu(MetricConsumer out) {
        CpuTimes now = load("stat", FIRST_LINE_BYTES) ? CpuTimes.read(text) : null;
        CpuTimes spent = now == null || previousCpu == null ? null : now.since(previousCpu);
        previousCpu = now;
        if (spent != null) {
            emit(out, HostMetric.CPU_USER_PERCENT, spent.percent(spent.user()));
            emit(out, HostMetric.CPU_SYSTEM_PERCENT, spent.percent(spent.system()));
            emit(out, HostMetric.CPU_IOWAIT_PERCENT, spent.percent(spent.iowait()));
            emit(out, HostMetric.CPU_STEAL_PERCENT, spent.percent(spent.steal()));
            emit(out, HostMetric.CPU_IDLE_PERCENT, spent.percent(spent.idle()));
        }
    }

    private void sampleLoad(MetricConsumer out) {
        if (load("loadavg", FIRST_LINE_BYTES) && text.nextLine()) {
            emit(out, HostMetric.LOAD_1M, text.decimal());
            emit(out, HostMetric.LOAD_5M, text.decimal());
            emit(out, HostMetric.LOAD_15M, text.decimal());
        }
    }

    private void sampleMemory(MetricConsumer out) {
        MemoryInfo memory = load("meminfo", MAX_FILE_BYTES) ? MemoryInfo.read(text) : MemoryInfo.UNKNOWN;
        emit(out, HostMetric.MEMORY_TOTAL_BYTES, memory.totalBytes());
        emit(out, HostMetric.MEMORY_USED_BYTES, memory.totalBytes() - memory.availableBytes());
        emit(out, HostMetric.MEMORY_AVAILABLE_BYTES, memory.availableBytes());
        emit(out, HostMetric.SWAP_TOTAL_BYTES, memory.swapTotalBytes());
        emit(out, HostMetric.SWAP_USED_BYTES, memory.swapTotalBytes() - memory.swapFreeBytes());
    }

    private void sampleNetwork(double seconds, MetricConsumer out) {
        DeviceCounters now = load("net/dev", MAX_FILE_BYTES) ? NetworkDevices.read(text) : null;
        if (now != null && previousNetwork != null && seconds > 0) {
            emit(out, HostMetric.NET_RECEIVE_BYTES_PER_SECOND, now.inSince(previousNetwork) / seconds);
            emit(out, HostMetric.NET_TRANSMIT_BYTES_PER_SECOND, now.outSince(previousNetwork) / seconds);
        }
        previousNetwork = now;
    }

    private void sampleDisks(double seconds, MetricConsumer out) {
        DeviceCounters now = load("diskstats", MAX_FILE_BYTES) ? Disks.read(text) : null;
        if (now != null && previousDisks != null && seconds > 0) {
            double bytes = Disks.SECTOR_BYTES / seconds;
            emit(out, HostMetric.DISK_READ_BYTES_PER_SECOND, bytes * now.inSince(previousDisks));
            emit(out, HostMetric.DISK_WRITE_BYTES_PER_SECOND, bytes * now.outSince(previousDisks));
        }
        previousDisks = now;
    }

    private void samplePressure(MetricConsumer out) {
        samplePressure("pressure/cpu", HostMetric.PRESSURE_CPU_SOME_PERCENT, null, out);
        samplePressure(
                "pressure/memory",
                HostMetric.PRESSURE_MEMORY_SOME_PERCENT,
                HostMetric.PRESSURE_MEMORY_FULL_PERCENT,
                out);
        samplePressure("pressure/io", HostMetric.PRESSURE_IO_SOME_PERCENT, HostMetric.PRESSURE_IO_FULL_PERCENT, out);
    }

    private void samplePressure(String file, HostMetric some, HostMetric full, MetricConsumer out) {
        if (!load(file, FIRST_LINE_BYTES)) {
            return;
        }
        while (text.nextLine()) {
            if (text.take("some avg10=")) {
                emit(out, some, text.decimal());
            } else if (full != null && text.take("full avg10=")) {
                emit(out, full, text.decimal());
            }
        }
    }

    private boolean load(String file, int maxBytes) {
        return text.load(procRoot.resolve(file), maxBytes);
    }

    /** What is unknown arrives here as NaN, what was reset as a negative number: neither is a measurement. */
    private static void emit(MetricConsumer out, HostMetric metric, double value) {
        if (value >= 0 && value <= Double.MAX_VALUE) {
            out.accept(metric.metricName(), metric.unit(), value);
        }
    }
}
