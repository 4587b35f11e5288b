package io.stci.session;

/**
 * One metric over all ranks that reported it.
 *
 * @param name such as {@code cpu_user_percent}
 * @param unit such as {@code percent}
 * @param count how many ranks reported it; at least 1
 * @param minRank the lowest rank that holds the minimum
 * @param maxRank the lowest rank that holds the maximum
 * @param p50 median, within 1% of a value that some rank reported
 */
public record MetricSummary(
        String name,
        String unit,
        long count,
        double sum,
        double min,
        int minRank,
        double max,
        int maxRank,
        double p50,
        double p90,
        double p99) {
    /** The sum of all ranks' divided by their number. */
    public double mean() {
        return sum / count;
    }
}
