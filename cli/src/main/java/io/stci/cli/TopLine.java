package io.stci.cli;

import io.stci.session.MetricSummary;
import io.stci.session.SampleWave;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * One line a tick, for logs and pipes: the mean of each host's processors and load, and what all hosts together hold and
 * move. What no host reported is left out.
 */
final class TopLine implements TopView {
    private final ZoneId zone;

    TopLine(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String render(SampleWave wave, Instant time) {
        StringBuilder line = new StringBuilder(TopText.time(time, zone));
        line.append(' ')
                .append(wave.ranks().size())
                .append('/')
                .append(TopText.size(wave))
                .append(" ranks");
        TopText.metric(wave, "cpu_idle_percent").ifPresent(idle -> line.append(cpu(idle)));
        TopText.metric(wave, "load_1m").ifPresent(load -> line.append(" load ").append(mean(load)));
        pair(line, wave, "mem", "memory_used_bytes", "memory_total_bytes");
        pair(line, wave, "net", "net_receive_bytes_per_second", "net_transmit_bytes_per_second");
        pair(line, wave, "disk", "disk_read_bytes_per_second", "disk_write_bytes_per_second");
        String missing = TopText.missing(wave);
        return line.append(missing.isEmpty() ? "" : " " + missing).append('\n').toString();
    }

    /** The busiest host is the one that idles least. */
    private static String cpu(MetricSummary idle) {
        double mean = 100 - idle.mean();
        double max = 100 - idle.min();
        return " cpu " + Units.human(mean, idle.unit()) + " (max " + Units.human(max, idle.unit()) + " @"
                + idle.minRank() + ")";
    }

    private static String mean(MetricSummary metric) {
        return Units.human(metric.mean(), metric.unit());
    }

    /** Two sums in the unit that suits the larger, such as {@code mem 1.20/23.0 GiB}. */
    private static void pair(StringBuilder line, SampleWave wave, String label, String firstName, String secondName) {
        Optional<MetricSummary> first = TopText.metric(wave, firstName);
        Optional<MetricSummary> second = TopText.metric(wave, secondName);
        if (first.isEmpty() || second.isEmpty()) {
            return;
        }
        double a = first.get().sum();
        double b = second.get().sum();
        int scale = Units.binaryScale(Math.max(a, b));
        String perSecond = first.get().unit().endsWith("/s") ? "/s" : "";
        line.append(' ').append(label).append(' ');
        line.append(Units.scaled(a, scale)).append('/').append(Units.scaled(b, scale));
        line.append(' ').append(Units.binaryName(scale)).append(perSecond);
    }
}
