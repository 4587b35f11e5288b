package io.stci.session;

import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.LinkListener;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.StciException;
import io.stci.groupops.TreeListener;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.LostNode;
import io.stci.wire.TreeEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** At the front-end: which nodes are there, which are lost and why, and what was repaired. Confined to the front-end's thread. */
final class TreeWatch implements TreeListener, LinkListener {
    private final Topology topology;
    private final Scheduler scheduler;
    private final String host;
    private final SessionListener listener;
    private final Runnable onComplete;
    private final BitSet connected = new BitSet();
    private final Map<Integer, Loss> lost = new TreeMap<>();
    private final Map<Integer, ProcessEnd> causes = new TreeMap<>();
    /** When nodes that are not linked again were first heard to be lost, and why. */
    private final Map<Integer, Long> heardNs = new TreeMap<>();

    private final Map<Integer, String> linkLosses = new TreeMap<>();
    private final Map<Integer, Adoptions> adoptions = new TreeMap<>();

    /** Nodes that lost the link to their parent and have it again, and how long that took at the most. */
    private final Map<Integer, Long> relinkedNs = new TreeMap<>();

    private record Loss(RankSet ranks, String reason) {}

    /** Which process took nodes with it, and how it ended. */
    private record ProcessEnd(String process, String cause) {}

    /** How many have found another parent, why, when the loss was first heard of, and when the last was linked. */
    private record Adoptions(int count, String why, long sinceNs, long lastNs) {
        Adoptions another(long nowNs) {
            return new Adoptions(count + 1, why, sinceNs, nowNs);
        }
    }

    TreeWatch(Node node, Topology topology, String host, SessionListener listener, Runnable onComplete) {
        this.topology = topology;
        this.scheduler = node.scheduler();
        this.host = host;
        this.listener = listener;
        this.onComplete = onComplete;
        node.listen(this);
        node.handleFromChildren(HandlerIds.TREE_EVENT, (child, frame) -> received(frame));
    }

    @Override
    public void joined(int child) {
        connected.set(child);
        listener.onProgress(connected.cardinality(), topology.nodes() - 1, waitingFor());
        if (isComplete()) {
            onComplete.run();
        }
    }

    @Override
    public void adopted(int child) {
        adopted(child, Topology.ROOT);
    }

    @Override
    public void lost(int child, RankSet ranks, String reason) {
        if (lost.putIfAbsent(child, new Loss(ranks, reason)) == null) {
            listener.onLost(ranks, describe(child) + ": " + cause(child, reason));
        }
    }

    @Override
    public void childDown(int child, StciException why) {
        heard(child);
        linkLosses.putIfAbsent(child, why.culprit() + " " + why.reason());
    }

    /** What is known of the end of a node's process, which explains a lost link better than the link can. */
    void processEnded(int node, String process, String cause) {
        heard(node);
        causes.put(node, new ProcessEnd(process + " on " + host, cause));
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
        missing.forEach(rank -> reasons.merge(reason(rank), RankSet.of(rank), RankSet::union));
        return reasons;
    }

    /** Of those that are lost, what the front-end knows says more than what their neighbours saw. */
    Map<String, RankSet> reasons(Map<String, RankSet> missing) {
        RankSet lost = RankSet.union(missing.values()).intersect(lostRanks());
        Map<String, RankSet> reasons = explain(lost);
        missing.forEach((reason, absent) -> {
            RankSet others = absent.minus(lost);
            if (!others.isEmpty()) {
                reasons.merge(reason, others, RankSet::union);
            }
        });
        return reasons;
    }

    /** All ranks that are gone for good. */
    RankSet lostRanks() {
        return RankSet.union(lost.values().stream().map(Loss::ranks).toList());
    }

    /** What was lost and has been healed. */
    List<Repair> repairs() {
        List<Repair> repairs = new ArrayList<>();
        adoptions.forEach((node, adopted) -> repairs.add(new Repair(
                describe(node) + " on " + host,
                cause(node, adopted.why()),
                adopted.count() + (adopted.count() == 1 ? " node" : " nodes") + " found another parent",
                adopted.lastNs() - adopted.sinceNs())));
        if (!relinkedNs.isEmpty()) {
            String nodes = String.join(
                    ", ", relinkedNs.keySet().stream().map(this::describe).toList());
            repairs.add(
                    new Repair("links of " + nodes, "were lost", "made again", Collections.max(relinkedNs.values())));
        }
        return repairs;
    }

    private void received(Frame frame) {
        TreeEvent event = Frames.parse(frame, TreeEvent.parser());
        event.getJoinedList().forEach(this::joined);
        event.getAdoptedList().forEach(node -> adopted(node.getNode(), node.getParent()));
        for (LostNode node : event.getLostList()) {
            lost(node.getNode(), RankSet.decode(node.getRanks().toByteArray()), node.getReason());
        }
    }

    private void adopted(int orphan, int parent) {
        long nowNs = scheduler.nowNs();
        int culprit = topology.parent(orphan);
        if (culprit != parent) {
            heard(culprit);
            String why = linkLosses.getOrDefault(culprit, "its link was lost");
            Adoptions first = new Adoptions(1, why, heardNs.get(culprit), nowNs);
            adoptions.merge(culprit, first, (before, one) -> before.another(nowNs));
            return;
        }
        Long sinceNs = heardNs.remove(orphan);
        linkLosses.remove(orphan);
        relinkedNs.merge(orphan, sinceNs == null ? 0 : nowNs - sinceNs, Math::max);
    }

    private void heard(int node) {
        heardNs.putIfAbsent(node, scheduler.nowNs());
    }

    /** The lost node nearest to the front-end is the cause; those below it only suffered. */
    private String reason(int rank) {
        int culprit = -1;
        for (int node = topology.node(rank); node > 0; node = topology.parent(node)) {
            if (lost.containsKey(node) && lost.get(node).ranks().contains(rank)) {
                culprit = node;
            }
        }
        if (culprit < 0) {
            return "did not report";
        }
        ProcessEnd end = causes.get(culprit);
        return end == null
                ? describe(culprit) + " on " + host + ": " + lost.get(culprit).reason()
                : end.process() + ": " + end.cause();
    }

    private String cause(int node, String otherwise) {
        ProcessEnd end = causes.get(node);
        return end == null ? otherwise : "its process " + end.cause();
    }

    private String describe(int node) {
        return topology.role(node) == Role.AGENT ? "agent " + topology.rank(node) : "junction " + node;
    }
}
