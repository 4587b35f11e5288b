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

    /**
     * A junction is gone; those that were below it look for another parent.
     *
     * @param junction its node id, see {@link Session#topology()}
     * @param cause in words, as far as is known by now
     */
    default void onJunctionGone(int junction, String cause) {}

    /** A node has found another parent. */
    default void onAdopted(int node, int parent) {}

    /**
     * A loss has been healed: nobody who was below a junction that is gone looks for a parent any more, or a link that was lost is
     * made again. Called again, with all of them, should somebody come who had not been awaited. See {@link Session#repairs()}.
     */
    default void onRepair(Repair repair) {}

    /** These ranks are gone for good. */
    default void onLost(RankSet ranks, String reason) {}
}
