package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.session.MetricSummary;
import io.stci.session.SampleWave;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the views of samples share. */
final class TopText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private TopText() {}

    static String time(Instant time, ZoneId zone) {
        return TIME.format(time.atZone(zone));
    }

    /** {@code missing [3]: late, [5]: lost}; empty if none is. */
    static String missing(SampleWave wave) {
        if (wave.missing().isEmpty()) {
            return "";
        }
        return wave.missing().entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.first(), b.first())))
                .map(entry -> "[" + entry.getValue() + "]: " + entry.getKey())
                .collect(Collectors.joining(", ", "missing ", ""));
    }

    static int size(SampleWave wave) {
        return wave.ranks().size() + missingRanks(wave).size();
    }

    static Optional<MetricSummary> metric(SampleWave wave, String name) {
        return wave.metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst();
    }

    private static RankSet missingRanks(SampleWave wave) {
        return RankSet.union(wave.missing().values());
    }
}
