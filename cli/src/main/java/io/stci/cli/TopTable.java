package io.stci.cli;

import io.stci.session.MetricSummary;
import io.stci.session.SampleWave;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A table redrawn in place, cut to the terminal's size: a row for each metric, a column for each way to sum it up. */
final class TopTable implements TopView {
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_TO_LINE_END = "\u001b[K";
    private static final String CLEAR_TO_SCREEN_END = "\u001b[J";
    private static final String CLEAR_SCREEN = "\u001b[2J";
    private static final List<String> HEADINGS =
            List.of("metric", "mean", "min@rank", "max@rank", "p50", "p90", "p99", "sum");

    private final String sessionId;
    private final int columns;
    private final int lines;
    private final ZoneId zone;
    private boolean drawn;

    TopTable(String sessionId, int columns, int lines, ZoneId zone) {
        this.sessionId = sessionId;
        this.columns = columns;
        this.lines = lines;
        this.zone = zone;
    }

    @Override
    public String render(SampleWave wave, Instant time) {
        StringBuilder screen = new StringBuilder(drawn ? "" : CLEAR_SCREEN).append(HOME);
        drawn = true;
        List<String> text = text(wave, time);
        for (String line : text.subList(0, Math.min(text.size(), lines - 1))) {
            screen.append(cut(line)).append(CLEAR_TO_LINE_END).append('\n');
        }
        return screen.append(CLEAR_TO_SCREEN_END).toString();
    }

    private List<String> text(SampleWave wave, Instant time) {
        List<String> text = new ArrayList<>();
        text.add("stci session " + sessionId + "  " + wave.ranks().size() + "/" + TopText.size(wave) + " ranks  tick "
                + wave.wave() + "  " + TopText.time(time, zone));
        text.add(TopText.missing(wave));
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        wave.metrics().forEach(metric -> rows.add(row(metric)));
        int[] widths = widths(rows);
        rows.forEach(row -> text.add(aligned(row, widths)));
        return text;
    }

    private static List<String> row(MetricSummary metric) {
        String unit = metric.unit();
        return List.of(
                metric.name(),
                Units.human(metric.mean(), unit),
                Units.human(metric.min(), unit) + "@" + metric.minRank(),
                Units.human(metric.max(), unit) + "@" + metric.maxRank(),
                Units.human(metric.p50(), unit),
                Units.human(metric.p90(), unit),
                Units.human(metric.p99(), unit),
                Units.hasSum(unit) ? Units.human(metric.sum(), unit) : "");
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** Names to the left, numbers to the right; columns that don't fit whole are left out. */
    private String aligned(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder(row.get(0))
                .append(" ".repeat(widths[0] - row.get(0).length()));
        for (int i = 1; i < widths.length && line.length() + 2 + widths[i] <= columns; i++) {
            line.append("  ")
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(row.get(i));
        }
        return line.toString();
    }

    private String cut(String line) {
        return line.length() <= columns ? line : line.substring(0, columns);
    }
}
