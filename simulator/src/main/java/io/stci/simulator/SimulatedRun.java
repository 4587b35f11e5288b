package io.stci.simulator;

import io.stci.activemessages.LivenessPolicy;
import io.stci.groupops.LeafService;
import io.stci.groupops.UpFilters;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.transport.Transport;
import io.stci.wire.SlowChild;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One run: a tree forms, works, is harmed, and must come through it as promised. A function of its seed and of what is
 * asked for. Confined to one thread.
 */
public final class SimulatedRun {
    private static final long FORM_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(90);
    /** Longer than any wave takes with faults that heal, so that only harmed agents are missing. */
    private static final long WAVE_TIMEOUT_NS = TimeUnit.MINUTES.toNanos(30);
    /** Between two looks at what nodes hold, for each node: looking must not take longer than running. */
    private static final long LOOK_NS_PER_NODE = TimeUnit.MICROSECONDS.toNanos(20);

    /** What the windows of three streams come to, 2 MiB up and 1 MiB down each, and what is on its way on links that are cut. */
    private static final long MAX_NODE_BYTES = 16 << 20;

    private final String name;
    private final Simulation simulation;
    private final SimulatedTree tree;
    private final Faults faults;
    private final List<Load> loads = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private long mostNodeBytes;

    /** @param name of the run, for messages */
    public SimulatedRun(String name, long seed, String shape, int agents, PathConditions paths) {
        this(name, seed, shape, agents, paths, false);
    }

    /** As the other; with links made of datagrams, if so. */
    public SimulatedRun(String name, long seed, String shape, int agents, PathConditions paths, boolean datagrams) {
        this.name = name + ", " + shape + " over " + agents + " agents, seed " + seed;
        this.simulation = new Simulation(seed, paths);
        this.tree = new SimulatedTree(
                simulation,
                Topology.of(Shape.parse(shape), agents),
                LivenessPolicy.standard(),
                datagrams,
                this::services);
        this.faults = new Faults(simulation, tree);
    }

    public Simulation simulation() {
        return simulation;
    }

    public SimulatedTree tree() {
        return tree;
    }

    public Faults faults() {
        return faults;
    }

    /** Adds work, before {@link #begin}. */
    public <L extends Load> L add(L load) {
        loads.add(load);
        return load;
    }

    /** As {@link #addAll(int, long, SlowChild)}, and everybody waits for the slow. */
    public SimulatedRun addAll(int amount, long paceNs) {
        return addAll(amount, paceNs, SlowChild.SLOW_BLOCK);
    }

    /**
     * Adds waves, lines and messages.
     *
     * @param amount of each
     * @param paceNs about how long an agent takes for one
     * @param policy what is done for who is slow to take messages
     */
    public SimulatedRun addAll(int amount, long paceNs, SlowChild policy) {
        int agents = tree.topology().agents();
        add(new WaveLoad(simulation, agents, amount, 8, WAVE_TIMEOUT_NS, 2 * paceNs));
        add(new RecordLoad(simulation, UpFilters.LINES, agents, amount, paceNs));
        add(new MessageLoad(simulation, agents, amount, 8, 300, paceNs, policy));
        return this;
    }

    /** Lets the tree form and the work begin. */
    public void begin() {
        if (!tree.form(FORM_NS)) {
            fail("the tree did not form: " + tree.frontEnd().progress());
        }
        loads.forEach(load -> load.start(tree.frontEnd().streams(), tree.transport()));
    }

    /** As {@link #begin}, but one agent is left to join later. */
    public void beginWithout(int late, long formNs) {
        tree.startWithout(late);
        advance(formNs);
        loads.forEach(load -> load.start(tree.frontEnd().streams(), tree.transport()));
    }

    /** Lets so many things happen, one after the other. */
    public void step(int events) {
        simulation.step(events);
        look();
    }

    /** True once all work is done. */
    public boolean isDone() {
        return loads.stream().allMatch(Load::isDone);
    }

    /** Lets time pass, watching what nodes hold. */
    public void advance(long ns) {
        await(() -> false, ns);
    }

    /** As {@link #advance}, until the condition holds; false if it doesn't. */
    public boolean await(BooleanSupplier condition, long limitNs) {
        long lookNs = tree.topology().nodes() * LOOK_NS_PER_NODE;
        long untilNs = simulation.nowNs() + limitNs;
        boolean holds = condition.getAsBoolean();
        while (!holds && simulation.nowNs() < untilNs) {
            holds = simulation.await(condition, Math.min(lookNs, untilNs - simulation.nowNs()));
            look();
        }
        return holds;
    }

    /**
     * Waits for all work to be done, ends the session, and checks everything.
     *
     * @throws SimulationFailure if a promise was broken
     */
    public void finish(long limitNs) {
        if (!await(this::isDone, limitNs)) {
            loads.stream().filter(load -> !load.isDone()).forEach(load -> violations.add("no end: " + load.progress()));
        }
        loads.forEach(load -> violations.addAll(load.violations(faults.excused())));
        violations.addAll(new TreeAgreement(simulation, tree).violations());
        tree.frontEnd().end();
        simulation.advance(CLOSE_NS);
        tree.endRestarted();
        simulation.advance(CLOSE_NS);
        check();
    }

    /** The most that any node held at any time, in bytes. */
    public long mostNodeBytes() {
        return mostNodeBytes;
    }

    private Map<String, LeafService> services(int rank, Transport transport) {
        Map<String, LeafService> services = new HashMap<>();
        loads.forEach(load -> services.putAll(load.services(rank, transport)));
        return services;
    }

    private void look() {
        for (int node = 0; node < tree.topology().nodes(); node++) {
            mostNodeBytes = Math.max(mostNodeBytes, simulation.unreleasedBytes(node));
        }
    }

    private void check() {
        violations.addAll(simulation.defects());
        if (mostNodeBytes > MAX_NODE_BYTES) {
            violations.add("a node held " + mostNodeBytes + " bytes, more than " + MAX_NODE_BYTES);
        }
        violations.addAll(simulation.unreleased());
        if (!violations.isEmpty()) {
            throw new SimulationFailure(name, violations, simulation.traceText());
        }
    }

    private void fail(String violation) {
        violations.add(violation);
        check();
    }
}
