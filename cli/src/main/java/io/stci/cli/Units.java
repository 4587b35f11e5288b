package io.stci.cli;

import java.util.Locale;

/** Numbers of a metric as people read them. Known units are {@code percent}, {@code bytes} and {@code bytes/s}. */
final class Units {
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double STEP = 1024;

    private Units() {}

    /** Such as {@code 12.3%}, {@code 1.2GiB}, {@code 3.4MiB/s}, {@code 0.42}. */
    static String human(double value, String unit) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return switch (unit) {
            case "percent" -> decimals(value) + "%";
            case "bytes" -> bytes(value);
            case "bytes/s" -> bytes(value) + "/s";
            default -> decimals(value);
        };
    }

    /** False for units whose sum over hosts says nothing. */
    static boolean hasSum(String unit) {
        return !unit.equals("percent");
    }

    /** The power of 1024 that suits the value. */
    static int binaryScale(double value) {
        int scale = 0;
        for (double rest = Math.abs(value); rest >= STEP && scale < BINARY.length - 1; rest /= STEP) {
            scale++;
        }
        return scale;
    }

    static String binaryName(int scale) {
        return BINARY[scale];
    }

    /** The value in this power of 1024, without its name. */
    static String scaled(double value, int scale) {
        return decimals(value / Math.pow(STEP, scale));
    }

    private static String bytes(double value) {
        int scale = binaryScale(value);
        return scaled(value, scale) + BINARY[scale];
    }

    private static String decimals(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 10_000) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
