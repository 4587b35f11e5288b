package io.stci.session.tool;

import io.stci.wire.SelectorMessage;
import java.util.List;
import java.util.stream.Collectors;

/** Selectors as a person reads them. */
final class SelectorText {
    private SelectorText() {}

    static String of(SelectorMessage test) {
        return switch (test.getTestCase()) {
            case HAS -> "has " + test.getHas();
            case AMONG -> among(test.getAmong().getName(), test.getAmong().getValuesList());
            case LIKE ->
                test.getLike().getName() + " like " + quoted(test.getLike().getGlob());
            case ALL -> joined(test.getAll(), " and ");
            case ANY -> joined(test.getAny(), " or ");
            case NOT -> "not " + of(test.getNot());
            case TEST_NOT_SET -> "nothing";
        };
    }

    private static String among(String name, List<String> values) {
        if (values.size() == 1) {
            return name + " is " + quoted(values.get(0));
        }
        return values.stream().map(SelectorText::quoted).collect(Collectors.joining(", ", name + " in (", ")"));
    }

    private static String joined(SelectorMessage.Tests tests, String word) {
        return tests.getTestsList().stream().map(SelectorText::of).collect(Collectors.joining(word, "(", ")"));
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
