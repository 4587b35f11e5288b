package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.session.SessionListener;

/** How far the tree has grown, and which ranks it lost. Threads: written by the session's, read by any. */
final class Forming implements SessionListener {
    private volatile String text = "";
    private volatile RankSet lost = RankSet.empty();

    @Override
    public void onProgress(int connected, int expected, String waitingFor) {
        String rest = waitingFor.isEmpty() ? "" : ", waiting for " + waitingFor;
        text = "stci: " + connected + "/" + expected + " nodes connected" + rest;
    }

    @Override
    public void onLost(RankSet ranks, String reason) {
        lost = lost.union(ranks);
    }

    /** Such as {@code stci: 12/20 nodes connected, waiting for agent 5 on host}. */
    String text() {
        return text;
    }

    RankSet lost() {
        return lost;
    }
}
