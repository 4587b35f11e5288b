package io.stci.cli;

import java.util.Properties;

/**
 * What the start script found out about the terminal, so that no process need be started for it.
 *
 * @param columns how wide it is
 * @param lines how high it is
 */
record Terminal(boolean outIsTerminal, boolean errIsTerminal, int columns, int lines) {
    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_LINES = 24;

    /** Reads {@code stci.tty} (such as {@code in,out,err}), {@code stci.columns} and {@code stci.lines}. */
    static Terminal of(Properties properties) {
        String tty = "," + properties.getProperty("stci.tty", "") + ",";
        return new Terminal(
                tty.contains(",out,"),
                tty.contains(",err,"),
                positive(properties.getProperty("stci.columns"), DEFAULT_COLUMNS),
                positive(properties.getProperty("stci.lines"), DEFAULT_LINES));
    }

    private static int positive(String digits, int otherwise) {
        boolean number = digits != null
                && !digits.isEmpty()
                && digits.length() <= 5
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number && Integer.parseInt(digits) > 0 ? Integer.parseInt(digits) : otherwise;
    }
}
