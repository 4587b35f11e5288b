package io.stci.routing;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Shapes as people write them. */
final class ShapeText {
    private static final String KARY = "kary:";
    private static final String KNOMIAL = "knomial:";
    private static final String GROUPS = "groups:";
    private static final String FORMS = "write flat, 8x8 (fan-outs from the front-end down), kary:4 or knomial:3"
            + ", or groups:4,4,8;16 (sizes of groups; fan-out)";
    private static final int MAX_QUOTED_CHARS = 60;

    /** At most nine digits, so that it fits an int; shapes know their own limits. */
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    private ShapeText() {}

    static Shape parse(String spec) {
        try {
            return parseForm(spec);
        } catch (StciException e) {
            String reason = e.culprit() + " " + e.reason();
            throw new StciException(Status.INVALID_ARGUMENT, "topology " + quote(spec), reason, FORMS, e);
        }
    }

    private static Shape parseForm(String spec) {
        if (spec.equals("flat")) {
            return Shape.flat();
        }
        if (spec.startsWith(KARY)) {
            return Shape.kary(fanout(spec.substring(KARY.length())));
        }
        if (spec.startsWith(KNOMIAL)) {
            return Shape.knomial(fanout(spec.substring(KNOMIAL.length())));
        }
        if (spec.startsWith(GROUPS)) {
            return groups(spec.substring(GROUPS.length()));
        }
        if (spec.startsWith(DrawnText.PREFIX)) {
            return drawn(spec.substring(DrawnText.PREFIX.length()));
        }
        if (spec.equals(FileShape.TEXT)) {
            throw new StciException(Status.INVALID_ARGUMENT, "it", "stands for a tree that was read from text", FORMS);
        }
        return Shape.levels(numbers(spec, "x", "fan-out"));
    }

    private static Shape groups(String spec) {
        int semicolon = spec.indexOf(';');
        if (semicolon < 0) {
            throw new StciException(Status.INVALID_ARGUMENT, quote(spec), "has no fan-out behind a semicolon", FORMS);
        }
        int[] sizes = numbers(spec.substring(0, semicolon), ",", "group size");
        return Shape.groups(fanout(spec.substring(semicolon + 1)), sizes);
    }

    private static Shape drawn(String lists) {
        return DrawnText.parse(Stream.of(lists.split(";", -1))
                .map(list -> numbers(list, ",", "number of agents"))
                .toArray(int[][]::new));
    }

    private static int[] numbers(String spec, String separator, String what) {
        return Stream.of(spec.split(separator, -1))
                .mapToInt(digits -> number(digits, what))
                .toArray();
    }

    private static int fanout(String digits) {
        return number(digits, "fan-out");
    }

    private static int number(String digits, String what) {
        if (!NUMBER.matcher(digits).matches()) {
            throw new StciException(Status.INVALID_ARGUMENT, quote(digits), "is not a " + what, FORMS);
        }
        return Integer.parseInt(digits);
    }

    /** In quotes, and cut if it is long, so that it fits a message. */
    static String quote(String text) {
        return text.length() <= MAX_QUOTED_CHARS
                ? "'" + text + "'"
                : "'" + text.substring(0, MAX_QUOTED_CHARS) + "...'";
    }
}
