package io.stci.cli;

import java.time.Duration;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h30m}; a bare number is seconds. */
final class Durations {
    private static final String FORMS = "write a duration like 500ms, 30s, 2m or 1h30m";
    private static final int MAX_DIGITS = 9;

    private final String option;
    private final String text;
    private int at;

    private Durations(String option, String text) {
        this.option = option;
        this.text = text;
    }

    /**
     * Reads a duration.
     *
     * @param option named in the error
     * @throws UsageException if it is malformed or zero
     */
    static Duration parse(String option, String text) {
        Duration duration = new Durations(option, text).parse();
        if (duration.isZero()) {
            throw new UsageException(option, "'" + text + "' is no time at all", FORMS);
        }
        return duration;
    }

    /** Short and exact, the way that {@link #parse} reads it. */
    static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.length() == 0 ? "0s" : text.toString();
    }

    private Duration parse() {
        Duration sum = Duration.ZERO;
        long smallestUnitMs = Long.MAX_VALUE;
        do {
            long number = number();
            long unitMs = unitMs(sum.isZero());
            if (unitMs >= smallestUnitMs) {
                throw malformed();
            }
            smallestUnitMs = unitMs;
            sum = sum.plusMillis(number * unitMs);
        } while (at < text.length());
        return sum;
    }

    private long number() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == start || at - start > MAX_DIGITS) {
            throw malformed();
        }
        return Long.parseLong(text.substring(start, at));
    }

    private long unitMs(boolean mayBeBare) {
        int start = at;
        while (at < text.length() && !isDigit(text.charAt(at))) {
            at++;
        }
        String unit = text.substring(start, at);
        if (unit.isEmpty() && mayBeBare) {
            return 1_000;
        }
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> throw malformed();
        };
    }

    private UsageException malformed() {
        return new UsageException(option, "'" + text + "' is not a duration", FORMS);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
