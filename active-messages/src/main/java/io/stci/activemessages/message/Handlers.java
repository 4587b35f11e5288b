package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.HashMap;
import java.util.Map;

/** The handlers of an end, by name. */
final class Handlers {
    private final Map<String, Registration<?, ?>> byName = new HashMap<>();

    /** @throws StciException INTERNAL if the name is taken, INVALID_ARGUMENT if it can't be one */
    void register(Registration<?, ?> registration) {
        HandlerNames.check(registration.name());
        if (byName.putIfAbsent(registration.name(), registration) != null) {
            throw new StciException(
                    Status.INTERNAL,
                    HandlerNames.quoted(registration.name()),
                    "is registered already",
                    "register each name once");
        }
    }

    /** @throws StciException NOT_FOUND if there is none of this name, INVALID_ARGUMENT if it gives no answers, or only answers */
    Registration<?, ?> find(String name, boolean oneWay) {
        Registration<?, ?> found = byName.get(name);
        if (found == null) {
            throw new StciException(
                    Status.NOT_FOUND, HandlerNames.quoted(cut(name)), "is not registered there", "register it first");
        }
        if (found.oneWay() != oneWay) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    HandlerNames.quoted(name),
                    oneWay ? "answers requests" : "takes one-way messages only",
                    oneWay ? "use request" : "use send");
        }
        return found;
    }

    private static String cut(String name) {
        return Texts.cut(name, HandlerNames.MAX_BYTES);
    }
}
