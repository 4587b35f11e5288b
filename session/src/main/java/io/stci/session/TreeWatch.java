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
import io.stci.wire.LostNode;
import io.stci.wire.TreeEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** At the front-end: which nodes are there, which are lost and why, and what was repaired. Confined to the front-end's thread. */
final class TreeWatch implements TreeListener, LinkListener {
    private final Topology topology;
    private final Scheduler scheduler;
    private final String host;
    private final SessionListener listener;
    private final Runnable onComplete;
    private final LiveTree tree;
    private final RepairLog repairs;
    private final Map<Integer, Loss> lost = new TreeMap<>();
    private final Map<Integer, ProcessEnd> causes = new TreeMap<>();
    private final Map<Integer, String> linkLosses = new TreeMap<>();

    private record Loss(RankSet ranks, String reason) {}

    /** Which process took nodes with it, and how it ended. */
    private record ProcessEnd(String process, String cause) {}

    TreeWatch(Node node, Topology topology, String host, SessionListener listener, Runnable onComplete) {
        this.topology = topology;
        this.scheduler = node.scheduler();
        this.host = host;
        this.listener = listener;
        this.onComplete = onComplete;
        this.tree = new LiveTree(topology);
        this.repairs = new RepairLog(this::describe, host);
        node.listen(this);
        node.handleFromChildren(
                HandlerIds.TREE_EVENT, (child, frame) -> received(TreeEvents.read(frame, topology, Topology.ROOT)));
    }

    @Override
    public void joined(int child) {
        if (tree.joined(child)) {
            listener.onProgress(tree.joinedCount(), topology.nodes() - 1, waitingFor());
            if (isComplete()) {
                onComplete.run();
            }
        }
    }

    @Override
    public void adopted(int child) {
        adopted(child, Topology.ROOT);
    }

    @Override
    public void lost(int child, RankSet ranks, String reason) {
        if (lost.putIfAbsent(child, new Loss(ranks, reason)) == null) {
            gone(child, reason);
            tree.givenUp(child);
            tellIfOver(child, repairs.givenUp(child));
            listener.onLost(ranks, describe(child) + ": " + cause(child, reason));
        }
    }

    @Override
    public void childDown(int child, StciException why) {
        unlinked(child, Topology.ROOT, why.culprit() + " " + why.reason());
    }

    /** What is known of the end of a node's process, which explains a lost link better than the link can. */
    void processEnded(int node, String process, String cause) {
        causes.put(node, new ProcessEnd(process + " on " + host, cause));
        gone(node, cause);
    }

    /** The tree as it is known to be. */
    SessionTree snapshot() {
        SortedMap<Integer, String> reasons = new TreeMap<>();
        tree.gone().forEach(node -> reasons.put(node, cause(node, tree.seen(node))));
        return tree.snapshot(reasons);
    }

    int connectedCount() {
        return tree.joinedCount();
    }

    boolean isComplete() {
        return tree.joinedCount() == topology.nodes() - 1;
    }

    /** A node that is awaited, in words; empty if none is. */
    String waitingFor() {
        int node = tree.firstAwaited();
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
        return repairs.all(this::cause);
    }

    /** Of places that have been checked. */
    void received(TreeEvent event) {
        event.getJoinedList().forEach(this::joined);
        event.getStandingList().forEach(node -> stands(node.getNode(), node.getParent()));
        event.getUnlinkedList().forEach(node -> unlinked(node.getNode(), node.getParent(), node.getReason()));
        event.getAdoptedList().forEach(node -> adopted(node.getNode(), node.getParent()));
        for (LostNode node : event.getLostList()) {
            lost(node.getNode(), RankSet.decode(node.getRanks().toByteArray()), node.getReason());
        }
    }

    /** Who has another parent than the one that says so has found it since. */
    private void unlinked(int node, int parent, String why) {
        if (tree.parent(node) == parent) {
            repairs.heard(node, scheduler.nowNs());
            linkLosses.putIfAbsent(node, why);
            tree.unlinked(node);
        }
    }

    /** Where a node stands, told a second time: it is news if the first was lost on its way. */
    private void stands(int node, int parent) {
        if ((tree.parent(node) != parent || tree.isUnlinked(node)) && !tree.isGone(node)) {
            adopted(node, parent);
        }
    }

    private void adopted(int orphan, int parent) {
        int before = tree.parent(orphan);
        if (before == parent) {
            relinked(orphan, parent);
            return;
        }
        for (int between = topology.parent(orphan); between > parent; between = topology.parent(between)) {
            gone(between, seen(between));
        }
        if (causes.containsKey(orphan)) {
            return;
        }
        tree.linked(orphan, parent);
        linkLosses.remove(orphan);
        listener.onAdopted(orphan, parent);
        repairs.adopted(orphan, before, parent, seen(before), scheduler.nowNs());
        tellIfOver(before, repairs.found(orphan, before));
    }

    private String seen(int node) {
        return linkLosses.getOrDefault(node, "its link was lost");
    }

    private void relinked(int node, int parent) {
        if (!causes.containsKey(node)) {
            tree.linked(node, parent);
            linkLosses.remove(node);
            listener.onRepair(repairs.relinked(node, scheduler.nowNs()));
        }
    }

    /** It does not come back; those that were below it are awaited elsewhere. */
    private void gone(int node, String why) {
        repairs.heard(node, scheduler.nowNs());
        if (tree.isGone(node)) {
            return;
        }
        tree.gone(node, why);
        if (topology.role(node) == Role.JUNCTION) {
            listener.onJunctionGone(node, cause(node, why));
            repairs.gone(node, tree.childrenOf(node));
        }
        int parent = tree.parent(node);
        tellIfOver(parent, repairs.found(node, parent));
    }

    private void tellIfOver(int culprit, boolean over) {
        if (over) {
            listener.onRepair(repairs.of(culprit, this::cause));
        }
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
