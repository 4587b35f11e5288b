package io.stci.session;

import io.stci.core.RankSet;

/** Hears how a session fares. Called on the session's thread; must return at once. */
public interface SessionListener {
    /**
     * The tree grew.
     *
     * @param connected nodes below the front-end that are connected
     * @param expected nodes below the front-end in all
     * @param waitingFor one that is awaited (role, node and host), empty when none is
     */
    default void onProgress(int connected, int expected, String waitingFor) {}

    /** These ranks are gone for good. */
    default void onLost(RankSet ranks, String reason) {}
}
