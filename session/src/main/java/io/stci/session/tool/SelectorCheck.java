package io.stci.session.tool;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.SelectorMessage;
import java.util.List;

/** Holds selectors to their limits, where they are made and where they are read. */
final class SelectorCheck {
    static final int MAX_TESTS = 256;
    static final int MAX_DEPTH = 16;
    static final int MAX_BYTES = 16384;

    private final Status status;
    private int tests;

    private SelectorCheck(Status status) {
        this.status = status;
    }

    /** @throws StciException with this status, if it has more bytes than may be */
    static void size(int bytes, Status status) {
        if (bytes > MAX_BYTES) {
            throw new SelectorCheck(status).refused("has " + bytes + " bytes, more than " + MAX_BYTES);
        }
    }

    /** @throws StciException with this status, saying what is wrong */
    static void check(SelectorMessage message, Status status) {
        new SelectorCheck(status).check(message, 1);
    }

    private void check(SelectorMessage test, int depth) {
        if (++tests > MAX_TESTS) {
            throw refused("has more than " + MAX_TESTS + " tests");
        }
        if (depth > MAX_DEPTH) {
            throw refused("is more than " + MAX_DEPTH + " tests deep");
        }
        switch (test.getTestCase()) {
            case HAS -> name(test.getHas());
            case AMONG -> name(test.getAmong().getName());
            case LIKE -> name(test.getLike().getName());
            case ALL -> several(test.getAll().getTestsList(), depth);
            case ANY -> several(test.getAny().getTestsList(), depth);
            case NOT -> check(test.getNot(), depth + 1);
            case TEST_NOT_SET -> throw refused("has a test of a kind that is not known here");
        }
    }

    private void several(List<SelectorMessage> parts, int depth) {
        if (parts.size() < 2) {
            throw refused("joins fewer than two tests");
        }
        parts.forEach(part -> check(part, depth + 1));
    }

    private void name(String name) {
        if (!Attributes.isName(name)) {
            throw refused("names an attribute " + Attributes.NAME_FORM + ", not that");
        }
    }

    private StciException refused(String reason) {
        return new StciException(status, "selector", reason, "");
    }
}
