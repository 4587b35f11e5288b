package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.nio.charset.StandardCharsets;

/** Names travel with the messages, so that two ends need to agree on nothing but these, and an error can say what is missing. */
public final class HandlerNames {
    public static final int MAX_BYTES = 128;

    private HandlerNames() {}

    /** How many bytes it takes. */
    public static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** @throws StciException INVALID_ARGUMENT if it can't be one */
    public static String check(String name) {
        if (name.isEmpty() || name.length() > MAX_BYTES || bytes(name) > MAX_BYTES) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "handler \"" + Texts.cut(name, MAX_BYTES) + "\"",
                    "has a name that is empty or longer than " + MAX_BYTES + " bytes",
                    "give it a shorter one");
        }
        return name;
    }

    /** As errors name it. */
    static String quoted(String name) {
        return "handler \"" + name + "\"";
    }
}
