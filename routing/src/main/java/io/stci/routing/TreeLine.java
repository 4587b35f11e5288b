package io.stci.routing;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of a tree's text.
 *
 * @param number counted from 1
 * @param children never empty
 */
record TreeLine(int number, String parent, List<String> children) {
    private static final String FORM = "write NODE => CHILD CHILD ... ; with each name as HOST:INDEX";
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}:(0|[1-9][0-9]{0,8})");

    /** True if the line holds nothing but blanks or a remark. */
    static boolean isSilent(String line) {
        String words = line.strip();
        return words.isEmpty() || words.startsWith("#");
    }

    static TreeLine parse(String line, int number) {
        String body = line.strip();
        if (!body.endsWith(";")) {
            throw bad(number, "has no ; at its end", FORM);
        }
        List<String> words = List.of(BLANKS.split(body.substring(0, body.length() - 1)));
        if (words.size() < 2 || !words.get(1).equals("=>")) {
            throw bad(number, "has no => behind its first name", FORM);
        }
        if (words.size() == 2) {
            throw bad(number, "lists no child of " + quote(words.get(0)), "leave agents without a line");
        }
        TreeLine parsed = new TreeLine(number, words.get(0), words.subList(2, words.size()));
        checkName(number, parsed.parent);
        parsed.children.forEach(child -> checkName(number, child));
        return parsed;
    }

    /** A failure of a line. */
    static StciException bad(int number, String reason, String nextStep) {
        return new StciException(Status.INVALID_ARGUMENT, "topology line " + number, reason, nextStep);
    }

    private static void checkName(int number, String name) {
        if (!NAME.matcher(name).matches()) {
            throw bad(number, quote(name) + " is not a name", FORM);
        }
    }

    private static String quote(String text) {
        return ShapeText.quote(text);
    }
}
