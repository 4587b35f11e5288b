package io.stci.cli;

import io.stci.core.RankSet;

/** Label bytes such as {@code [0-11,14] }, made once as long as the ranks stay the same. Threads: confined. */
final class Labels {
    private final ByteBuilder label = new ByteBuilder(32);
    private RankSet labelled;

    /** Valid until the next call. */
    ByteBuilder of(RankSet ranks) {
        if (ranks != labelled && !ranks.equals(labelled)) {
            label.clear();
            label.append("[").append(text(ranks)).append("] ");
        }
        labelled = ranks;
        return label;
    }

    private static String text(RankSet ranks) {
        return ranks.size() == 1 ? Integer.toString(ranks.first()) : ranks.toString();
    }
}
