package io.stci.cli;

import java.util.Collection;
import java.util.Comparator;

/** What somebody who mistyped a name may have meant. */
final class Suggestion {
    private static final int MAX_EDITS = 2;

    private Suggestion() {}

    /** How to go on: {@code ; did you mean '--gather'? see} or, if nothing is close, {@code ; see}. */
    static String of(String typed, Collection<String> known) {
        return known.stream()
                .filter(name -> edits(typed, name) <= Math.min(MAX_EDITS, name.length() / 2))
                .min(Comparator.comparingInt(name -> edits(typed, name)))
                .map(name -> "; did you mean '" + name + "'? see")
                .orElse("; see");
    }

    /** The Levenshtein distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            nextRow(row, i, from.charAt(i - 1), to);
        }
        return row[to.length()];
    }

    private static void nextRow(int[] row, int i, char c, String to) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j < row.length; j++) {
            int replaced = diagonal + (c == to.charAt(j - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], diagonal));
        }
    }
}
