package io.stci.session;

import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LinkListener;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.LostNode;
import io.stci.wire.TreeEvent;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** At the front-end: which nodes are there, which are lost and why. Confined to the front-end's thread. */
final class TreeWatch implements LinkListener {
    private final Topology topology;
    private final String host;
    private final SessionListener listener;
    private final Runnable onComplete;
    private final BitSet connected = new BitSet();
    private final Map<Integer, String> lost = new TreeMap<>();
    private final Map<Integer, String> causes = new TreeMap<>();

    TreeWatch(Node node, Topology topology, String host, SessionListener listener, Runnable onComplete) {
        this.topology = topology;
        this.host = host;
        this.listener = listener;
        this.onComplete = onComplete;
        node.listen(this);
        node.handleFromChildren(HandlerIds.TREE_EVENT, (child, frame) -> received(frame));
    }

    @Override
    public void childUp(int child) {
        joined(child);
    }

    @Override
    public void childDown(int child, StciException why) {
        lose(child, why.reason());
    }

    /** What is known of the end of a node's process, which explains a lost link better than the link can. */
    void processEnded(int node, String cause) {
        causes.put(node, cause);
    }

    int connectedCount() {
        return connected.cardinality();
    }

    boolean isComplete() {
        return connected.cardinality() == topology.nodes() - 1;
    }

    /** A node that is awaited, in words; empty if none is. */
    String waitingFor() {
        int node = connected.nextClearBit(1);
        return node < topology.nodes() ? describe(node) + " on " + host : "";
    }

    /** Why ranks are missing: the root cause's name and reason for each set. */
    Map<String, RankSet> explain(RankSet missing) {
        Map<String, RankSet> reasons = new LinkedHashMap<>();
        missing.forEach(rank -> reasons.merge(reason(topology.node(rank)), RankSet.of(rank), RankSet::union));
        return reasons;
    }

    private void received(Frame frame) {
        TreeEvent event = Frames.parse(frame, TreeEvent.parser());
        event.getJoinedList().forEach(this::joined);
        for (LostNode node : event.getLostList()) {
            lose(node.getNode(), node.getReason());
        }
    }

    private void joined(int node) {
        connected.set(node);
        listener.onProgress(connected.cardinality(), topology.nodes() - 1, waitingFor());
        if (isComplete()) {
            onComplete.run();
        }
    }

    private void lose(int node, String reason) {
        if (lost.putIfAbsent(node, reason) == null) {
            listener.onLost(topology.ranks(node), describe(node) + ": " + reason);
        }
    }

    /** The lost node nearest to the front-end is the cause; those below it only suffered. */
    private String reason(int leaf) {
        int culprit = -1;
        for (int node = leaf; node > 0; node = topology.parent(node)) {
            if (lost.containsKey(node)) {
                culprit = node;
            }
        }
        if (culprit < 0) {
            return "did not report";
        }
        return describe(culprit) + " on " + host + ": " + causes.getOrDefault(culprit, lost.get(culprit));
    }

    private String describe(int node) {
        return topology.role(node) == Role.AGENT ? "agent " + topology.rank(node) : "junction " + node;
    }
}
