package io.stci.bench;

import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What was measured of one benchmark, in many short slices of time.
 *
 * @param name of the benchmark
 * @param payloadBytes in each frame
 * @param bestNs time for each frame in the best slice, which other work on the machine disturbed least
 * @param medianNs the same in the median slice
 * @param allocatedBytes on the heap for each frame
 */
record Row(String name, String payloadBytes, double bestNs, double medianNs, double allocatedBytes) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    static Row of(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        Result<?> time = result.getPrimaryResult();
        return new Row(
                benchmark.substring(benchmark.lastIndexOf('.') + 1),
                result.getParams().getParam("payload"),
                time.getStatistics().getMin(),
                time.getStatistics().getPercentile(50),
                result.getSecondaryResults().get(ALLOCATED).getScore());
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%-10s payload %5s B %9.1f ns a frame (median %.1f) %8.2f B allocated a frame",
                name,
                payloadBytes,
                bestNs,
                medianNs,
                allocatedBytes);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"benchmark\": \"%s\", \"payload_bytes\": %s, \"best_ns\": %.2f, \"median_ns\": %.2f,"
                        + " \"allocated_bytes\": %.3f}",
                name,
                payloadBytes,
                bestNs,
                medianNs,
                allocatedBytes);
    }
}
