package io.stci.groupops;

import io.stci.core.RankSet;

/**
 * What the front-end is told of members that are slow on a stream.
 *
 * @param kind what has become of them
 * @param ranks whom it is about; all members below the slow node, though some may be missing already
 * @param first BEHIND: the first message that they have not acknowledged; MISSED: the first that they are not sent
 * @param last MISSED: the last message that they are not sent
 */
public record SlowReport(Kind kind, RankSet ranks, long first, long last) {
    public enum Kind {
        /** Acknowledgements from now on don't count these ranks. */
        BEHIND,
        /** Acknowledgements from now on count these ranks again. */
        CAUGHT_UP,
        /** These messages were dropped for these ranks, which are told so. May be said again after a junction's death. */
        MISSED,
        /** These ranks have been taken off the stream. */
        DETACHED
    }
}
