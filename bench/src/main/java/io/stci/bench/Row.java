package io.stci.bench;

import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What was measured of one benchmark, in many short slices of time.
 *
 * @param name of the benchmark
 * @param payloadBytes in each frame
 * @param cpuNs processor time for each frame in the median slice
 * @param leastCpuNs the same in the slice that other work on the machine disturbed least
 * @param allocatedBytes on the heap for each frame
 */
record Row(String name, String payloadBytes, double cpuNs, double leastCpuNs, double allocatedBytes) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    static Row of(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        Statistics cpu = result.getSecondaryResults().get(CpuProfiler.LABEL).getStatistics();
        return new Row(
                benchmark.substring(benchmark.lastIndexOf('.') + 1),
                result.getParams().getParam("payload"),
                cpu.getPercentile(50),
                cpu.getMin(),
                result.getSecondaryResults().get(ALLOCATED).getScore());
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%-10s payload %5s B %9.1f ns of CPU a frame (least %.1f) %8.2f B allocated a frame",
                name,
                payloadBytes,
                cpuNs,
                leastCpuNs,
                allocatedBytes);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"benchmark\": \"%s\", \"payload_bytes\": %s, \"cpu_ns\": %.2f, \"least_cpu_ns\": %.2f,"
                        + " \"allocated_bytes\": %.3f}",
                name,
                payloadBytes,
                cpuNs,
                leastCpuNs,
                allocatedBytes);
    }
}
