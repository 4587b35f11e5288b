package io.stci.groupops.filter;

import java.util.List;

/**
 * Where a thread of a rank is, or how often it was there.
 *
 * @param frames from the outermost one on, such as {@code main}, {@code solve}, {@code MPI_Wait}; at most 1000; copied
 * @param count how many samples or threads were there; at least 1
 */
public record CallPath(List<String> frames, long count) {
    /** @throws io.stci.core.StciException INVALID_ARGUMENT if there are too many frames, or the count is below 1 */
    public CallPath {
        frames = List.copyOf(frames);
        if (frames.size() > PrefixTree.MAX_DEPTH) {
            throw Refusals.invalid(
                    "call path",
                    "has " + frames.size() + " frames",
                    "leave out some so that at most " + PrefixTree.MAX_DEPTH + " stay");
        }
        if (count < 1) {
            throw Refusals.invalid("call path", "counts " + count, "count 1 or more");
        }
    }

    /** A path that was seen once. */
    public static CallPath of(String... frames) {
        return new CallPath(List.of(frames), 1);
    }
}
