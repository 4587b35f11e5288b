package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.session.SessionListener;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far the tree has grown, and which ranks it lost. Threads: written by the session's, read by any. */
final class Forming implements SessionListener {
    private volatile String text = "";
    private final Map<String, RankSet> lost = new LinkedHashMap<>();

    @Override
    public void onProgress(int connected, int expected, String waitingFor) {
        String rest = waitingFor.isEmpty() ? "" : ", waiting for " + waitingFor;
        text = "stci: " + connected + "/" + expected + " nodes connected" + rest;
    }

    @Override
    public synchronized void onLost(RankSet ranks, String reason) {
        lost.merge(reason, ranks, RankSet::union);
    }

    /** Such as {@code stci: 12/20 nodes connected, waiting for agent 5 on host}. */
    String text() {
        return text;
    }

    /** The ranks that are gone, by reason. */
    synchronized Map<String, RankSet> lost() {
        return new LinkedHashMap<>(lost);
    }
}
