package io.stci.groupops;

import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Who stands directly below a node as deaths and adoptions change it. At first these are its children by topology. One whose
 * link is lost is vacant for a while: it may come back, or those below it may come instead, each for its own ranks. Confined
 * to the node's thread.
 */
final class Branches {
    private final Node node;
    private final Topology topology;
    private final BiConsumer<Branch, String> giveUp;
    private final TreeMap<Integer, Branch> branches = new TreeMap<>();
    private final Set<Integer> seen = new HashSet<>();
    private final Set<Integer> dead = new HashSet<>();
    private final Map<Integer, Vacancy> vacancies = new HashMap<>();

    private record Vacancy(String reason, Scheduler.Timer timer) {}

    /** @param giveUp told of a branch and the reason when patience with it is at an end */
    Branches(Node node, Topology topology, BiConsumer<Branch, String> giveUp) {
        this.node = node;
        this.topology = topology;
        this.giveUp = giveUp;
        for (int child : topology.children(node.id())) {
            branches.put(child, new Branch(child, topology.ranks(child)));
        }
    }

    List<Branch> all() {
        return new ArrayList<>(branches.values());
    }

    boolean has(int child) {
        return branches.containsKey(child);
    }

    /** A child that stands here is connected; true if for the first time. */
    boolean connected(int child) {
        stopWaiting(child);
        return seen.add(child);
    }

    void disconnected(int child, String reason) {
        if (has(child)) {
            stopWaiting(child);
            Scheduler.Timer timer = node.scheduler().schedule(patienceNs(child), () -> {
                vacancies.remove(child);
                giveUp.accept(branches.remove(child), reason);
            });
            vacancies.put(child, new Vacancy(reason, timer));
        }
    }

    private long patienceNs(int child) {
        if (topology.role(child) == Role.AGENT) {
            return dead.contains(child) ? 0 : node.recovery().agentPlaceNs();
        }
        return node.recovery().junctionPlaceNs();
    }

    /** A node is gone for good. For an agent there is nothing to wait for; those below a junction may still come. */
    void died(int id, String reason) {
        if (topology.role(id) == Role.AGENT) {
            dead.add(id);
            if (vacancies.containsKey(id)) {
                disconnected(id, reason);
            }
        }
    }

    /**
     * The branch that a node which lost its parent was below.
     *
     * @throws StciException CANCELLED if nobody here waits for it any more
     */
    int branchAbove(int orphan) {
        for (int above = topology.parent(orphan); above > node.id(); above = topology.parent(above)) {
            if (has(above)) {
                return above;
            }
        }
        throw new StciException(Status.CANCELLED, "node " + orphan, "has been given up", "");
    }

    /**
     * Checks that a node which comes stands for all ranks below it by topology. If some of these have found another parent,
     * what it has combined may hold theirs; so it must go, and those below it come with their own.
     *
     * @param branch where the node's ranks are counted here
     * @throws StciException CANCELLED if it doesn't
     */
    void checkWhole(int node, int branch) {
        if (!branches.get(branch).ranks().containsAll(topology.ranks(node))) {
            throw new StciException(
                    Status.CANCELLED,
                    "node " + node,
                    "has been replaced: nodes below it have found another parent",
                    "");
        }
    }

    /** Moves an orphan's ranks from the branch that it was below to one of its own. */
    Branch adopt(int orphan, int from) {
        Branch before = branches.get(from);
        RankSet moved = before.ranks().intersect(topology.ranks(orphan));
        RankSet left = before.ranks().minus(moved);
        Branch adopted = new Branch(orphan, moved);
        branches.put(orphan, adopted);
        if (left.isEmpty()) {
            branches.remove(from);
            stopWaiting(from);
        } else {
            branches.put(from, new Branch(from, left));
            waitAnew(from);
        }
        return adopted;
    }

    void close() {
        vacancies.values().forEach(vacancy -> vacancy.timer().cancel());
        vacancies.clear();
    }

    /** Somebody from below has come, so others may. */
    private void waitAnew(int child) {
        Vacancy vacancy = vacancies.get(child);
        if (vacancy != null) {
            disconnected(child, vacancy.reason());
        }
    }

    private void stopWaiting(int child) {
        Vacancy vacancy = vacancies.remove(child);
        if (vacancy != null) {
            vacancy.timer().cancel();
        }
    }
}
