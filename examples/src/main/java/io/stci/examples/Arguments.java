package io.stci.examples;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayDeque;
import java.util.List;

/** The words behind an example's name, read one after the other; any may be left out at the end. */
final class Arguments {
    private final ArrayDeque<String> words;

    Arguments(List<String> words) {
        this.words = new ArrayDeque<>(words);
    }

    /**
     * The next word.
     *
     * @param otherwise if there is none
     * @throws StciException INVALID_ARGUMENT if it is no whole number between the two
     */
    int number(String name, int otherwise, int least, int most) {
        String word = words.isEmpty() ? Integer.toString(otherwise) : words.poll();
        try {
            int number = Integer.parseInt(word);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid(name + " '" + word + "'", "is no number", least, most, e);
        }
        throw invalid(name + " '" + word + "'", "is out of range", least, most, null);
    }

    /** @throws StciException INVALID_ARGUMENT if a word is left */
    void end() {
        if (!words.isEmpty()) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "'" + words.peek() + "'", "is one too many", "leave it out");
        }
    }

    private static StciException invalid(String what, String reason, int least, int most, Exception cause) {
        String nextStep = "give a whole number from " + least + " to " + most;
        return new StciException(Status.INVALID_ARGUMENT, what, reason, nextStep, cause);
    }
}
