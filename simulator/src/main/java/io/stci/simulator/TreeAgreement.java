package io.stci.simulator;

import io.stci.session.LinkState;
import io.stci.session.SessionTree;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What the front-end says of the tree must be so once nothing has changed for a while. Confined to the simulation's thread. */
final class TreeAgreement {
    private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long STEP_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int STEPS = 12;
    private static final int TOLD = 5;

    private final Simulation simulation;
    private final SimulatedTree tree;

    TreeAgreement(Simulation simulation, SimulatedTree tree) {
        this.simulation = simulation;
        this.tree = tree;
    }

    /** What is otherwise, even after some time. */
    List<String> violations() {
        List<String> violations = differences();
        for (int step = 0; step < STEPS && !violations.isEmpty(); step++) {
            simulation.advance(STEP_NS);
            violations = differences();
        }
        return violations;
    }

    private List<String> differences() {
        CompletableFuture<SessionTree> asked = tree.frontEnd().tree();
        if (!simulation.await(asked::isDone, ANSWER_NS)) {
            return List.of("the front-end does not say what the tree is");
        }
        SessionTree said = asked.join();
        List<String> differences = new ArrayList<>();
        for (int node = 1; node < tree.topology().nodes() && differences.size() < TOLD; node++) {
            int parent = tree.parent(node);
            if (said.parent(node) != parent) {
                differences.add("node " + node + " is " + said.state(node) + " below node " + said.parent(node)
                        + " as the front-end says, and really below node " + parent);
            } else if (parent < 0 && said.state(node) != LinkState.GONE) {
                differences.add("node " + node + " has ended, and is " + said.state(node) + " as the front-end says");
            }
        }
        return differences;
    }
}
