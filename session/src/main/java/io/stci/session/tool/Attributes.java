package io.stci.session.tool;

import io.stci.activemessages.message.Codecs;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What an agent is: names with a value each, some given, the others its program's. Confined to the node's thread. */
final class Attributes {
    static final String HOST = "host";
    static final String NAME_FORM = "of 1 to 64 ASCII letters, digits, dots, dashes, slashes and underscores";
    static final int MAX_VALUE_BYTES = 1024;
    static final int MAX_ATTRIBUTES = 256;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,64}");

    private final Map<String, String> given;
    private final SortedMap<String, String> all;

    Attributes(Map<String, String> given) {
        this.given = given;
        this.all = new TreeMap<>(given);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** As {@link Agent#attribute}. */
    void put(String name, String value) {
        checkOwn(name);
        int bytes = Codecs.string().encode(value).length;
        if (bytes > MAX_VALUE_BYTES) {
            throw refused(name, "has a value of " + bytes + " bytes, more than " + MAX_VALUE_BYTES, "shorten it");
        }
        if (all.size() >= MAX_ATTRIBUTES && !all.containsKey(name)) {
            throw refused(name, "would be one above " + MAX_ATTRIBUTES, "remove another first");
        }
        all.put(name, value);
    }

    /** As {@link Agent#removeAttribute}. */
    void remove(String name) {
        checkOwn(name);
        all.remove(name);
    }

    /** A view. */
    SortedMap<String, String> all() {
        return Collections.unmodifiableSortedMap(all);
    }

    private void checkOwn(String name) {
        if (!isName(name)) {
            throw refused(name, "is no name", "take one " + NAME_FORM);
        }
        if (given.containsKey(name)) {
            throw refused(name, "is given by the system", "choose another name");
        }
    }

    private static StciException refused(String name, String reason, String nextStep) {
        return new StciException(Status.INVALID_ARGUMENT, "attribute '" + name + "'", reason, nextStep);
    }
}
