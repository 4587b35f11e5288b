package io.stci.simulator;

import io.stci.core.RankSet;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import java.util.concurrent.TimeUnit;

/**
 * Harms a simulated tree, and knows whose absence this excuses: the ranks of agents that were harmed themselves, never those
 * of agents below harmed junctions. Confined to the simulation's thread.
 */
public final class Faults {
    private final Simulation simulation;
    private final SimulatedTree tree;
    private final Topology topology;
    private RankSet excused = RankSet.empty();

    public Faults(Simulation simulation, SimulatedTree tree) {
        this.simulation = simulation;
        this.tree = tree;
        this.topology = tree.topology();
    }

    /** The ranks that may be missing or incomplete. */
    public RankSet excused() {
        return excused;
    }

    /** Ends a node's process; its launcher tells the front-end if it is an agent's. */
    public void crash(int node, boolean inFlightIsLost) {
        if (simulation.isAlive(node)) {
            excuse(node);
            simulation.crash(node, inFlightIsLost);
            if (topology.role(node) == Role.AGENT) {
                tree.reportEnd(node);
            }
        }
    }

    /** Ends a node's process, and starts it again after a time: it has forgotten all that it was. */
    public void restart(int node, long afterNs) {
        if (simulation.isAlive(node)) {
            crash(node, simulation.random().nextBoolean());
            simulation.at(simulation.nowNs() + afterNs, () -> tree.restart(node));
        }
    }

    /** Ends a node with its host; nobody says so. */
    public void powerOff(int node) {
        if (simulation.isAlive(node)) {
            excuse(node);
            simulation.powerOff(node);
        }
    }

    /** Freezes a node's process for a time. */
    public void freeze(int node, long forNs) {
        if (simulation.isAlive(node)) {
            excuse(node);
            simulation.freeze(node);
            simulation.at(simulation.nowNs() + forNs, () -> simulation.thaw(node));
        }
    }

    /** Cuts one direction between a node and another for a time. */
    public void cut(int from, int to, long forNs) {
        simulation.cut(from, to);
        simulation.at(simulation.nowNs() + forNs, () -> simulation.mend(from, to));
    }

    /** Makes both directions between a node and its parent slower for a time. */
    public void slow(int node, int factor, long forNs) {
        int parent = topology.parent(node);
        simulation.change(node, parent, PathConditions.LAN.slower(factor));
        simulation.change(parent, node, PathConditions.LAN.slower(factor));
        simulation.at(simulation.nowNs() + forNs, () -> {
            simulation.mend(node, parent);
            simulation.mend(parent, node);
        });
    }

    /** Breaks the connection between a node and its parent by topology, if there is one. */
    public void breakLink(int node) {
        simulation.breakLinks(node, topology.parent(node));
    }

    /** Harms a random node in a random way. Agents are harmed in one case of eight, the front-end shortly in one of 32. */
    public void random() {
        if (simulation.random().nextInt(32) == 0) {
            freezeShortly(Topology.ROOT, false);
            return;
        }
        boolean agent = topology.junctions() == 0 || simulation.random().nextInt(8) == 0;
        int node = agent
                ? topology.node(simulation.random().nextInt(topology.agents()))
                : 1 + simulation.random().nextInt(topology.junctions());
        harm(node, agent);
    }

    private void harm(int node, boolean agent) {
        switch (simulation.random().nextInt(9)) {
            case 0 -> crash(node, simulation.random().nextBoolean());
            case 1 -> restart(node, randomNs(1, 5_000));
            case 2 -> powerOff(node);
            case 3 -> freezeShortly(node, agent);
            case 4 -> freeze(node, randomNs(10_000, 30_000));
            case 5 -> cutUp(node, agent);
            case 6 -> cutDown(node, agent);
            case 7 -> slow(node, 10 + simulation.random().nextInt(90), randomNs(1, 5_000));
            default -> breakLink(node);
        }
    }

    /** So shortly that nobody is thought to be gone, and no agent is excused. */
    private void freezeShortly(int node, boolean agent) {
        long ns = randomNs(1, agent ? 300 : 4_000);
        simulation.freeze(node);
        simulation.at(simulation.nowNs() + ns, () -> simulation.thaw(node));
    }

    private void cutUp(int node, boolean agent) {
        cut(node, topology.parent(node), randomNs(1, agent ? 300 : 30_000));
    }

    private void cutDown(int node, boolean agent) {
        cut(topology.parent(node), node, randomNs(1, agent ? 300 : 30_000));
    }

    private long randomNs(int fromMs, int toMs) {
        return TimeUnit.MILLISECONDS.toNanos(fromMs + simulation.random().nextInt(toMs - fromMs));
    }

    private void excuse(int node) {
        if (topology.role(node) == Role.AGENT) {
            excused = excused.union(RankSet.of(topology.rank(node)));
        }
    }
}
