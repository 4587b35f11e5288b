package io.stci.activemessages.message;

/** Texts that travel are cut, so that an error that passes many ends doesn't grow without end. */
final class Texts {
    private Texts() {}

    static String cut(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars - 3) + "...";
    }
}
