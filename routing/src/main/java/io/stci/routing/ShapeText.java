package io.stci.routing;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Shapes as people write them. */
final class ShapeText {
    private static final String KARY = "kary:";
    private static final String KNOMIAL = "knomial:";
    private static final String FORMS = "write flat, 8x8 (fan-outs from the front-end down), kary:4 or knomial:3";
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
            return Shape.kary(number(spec.substring(KARY.length())));
        }
        if (spec.startsWith(KNOMIAL)) {
            return Shape.knomial(number(spec.substring(KNOMIAL.length())));
        }
        return Shape.levels(
                Stream.of(spec.split("x", -1)).mapToInt(ShapeText::number).toArray());
    }

    private static int number(String digits) {
        if (!NUMBER.matcher(digits).matches()) {
            throw new StciException(Status.INVALID_ARGUMENT, quote(digits), "is not a fan-out", FORMS);
        }
        return Integer.parseInt(digits);
    }

    private static String quote(String text) {
        return text.length() <= MAX_QUOTED_CHARS
                ? "'" + text + "'"
                : "'" + text.substring(0, MAX_QUOTED_CHARS) + "...'";
    }
}
