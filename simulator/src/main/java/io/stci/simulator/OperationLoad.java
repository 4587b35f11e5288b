package io.stci.simulator;

import io.stci.activemessages.message.Codecs;
import io.stci.core.RankSet;
import io.stci.groupops.LeafService;
import io.stci.groupops.Streams;
import io.stci.session.tool.Agent;
import io.stci.session.tool.Completion;
import io.stci.session.tool.FrontEndTools;
import io.stci.session.tool.Group;
import io.stci.session.tool.Result;
import io.stci.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a tool does with a tree, all at once: operations of groups, streams whose parameters change, streams that agents drive,
 * and operations that agents begin. Each result must name each member once, be the truth for those that it holds, and miss
 * nobody whose agent lives, unless its deadline was short; each agent must do each operation at most once, and exactly once if it
 * lives; and all must end.
 */
public final class OperationLoad implements Load {
    /** Longer than any run. */
    private static final Completion PATIENT = Completion.deadline(Duration.ofHours(2));

    private static final String ALIVE = "alive";
    /** So often the front-end asks who is there, to hear who is gone. */
    private static final long LOOK_NS = 1_000_000_000L;

    private final int agents;
    private final OperationChecks checks;
    private final List<OperationPart> parts;
    private Group all;
    private Transport frontEnd;
    private boolean looking;

    /**
     * @param count of operations of each sort
     * @param paceNs an agent takes up to so long for each
     */
    public OperationLoad(Simulation simulation, int agents, int count, long paceNs) {
        this.agents = agents;
        this.checks = new OperationChecks(simulation);
        this.parts = List.of(
                new GroupPart(simulation, checks, agents, count, paceNs),
                new StreamPart<>(
                        simulation, checks, agents, count, paceNs, new StreamKind.Top(), StreamPart.Mode.PLAIN),
                new StreamPart<>(
                        simulation, checks, agents, count, paceNs, new StreamKind.Buckets(), StreamPart.Mode.ADDRESSED),
                new StreamPart<>(
                        simulation,
                        checks,
                        agents,
                        count,
                        paceNs,
                        new StreamKind.Buckets(),
                        StreamPart.Mode.UNRELIABLE),
                new DrivenPart(simulation, checks, agents, count, paceNs),
                new CollectivePart(simulation, checks, agents, count / 2, paceNs));
    }

    /** Not used: a tool's agent has several. */
    @Override
    public String service() {
        return "operations";
    }

    @Override
    public LeafService agent(int rank, Transport transport) {
        return services(rank, transport).get(service());
    }

    @Override
    public Map<String, LeafService> services(int rank, Transport transport) {
        return ToolAgents.start(rank, agents, transport, this::program);
    }

    @Override
    public void start(Streams streams, Transport transport) {
        frontEnd = transport;
        FrontEndTools tools = new FrontEndTools(transport, streams, RankSet.all(agents), reasons -> reasons);
        tools.serveAgents();
        all = tools.group(RankSet.all(agents));
        parts.forEach(part -> part.start(tools, transport));
        look();
    }

    @Override
    public boolean isDone() {
        return !looking && isWorkDone();
    }

    @Override
    public List<String> violations(RankSet excused) {
        List<String> found = new ArrayList<>(checks.violations(excused));
        parts.forEach(part -> found.addAll(part.violations(excused)));
        return found;
    }

    @Override
    public String progress() {
        return parts.stream()
                        .filter(part -> !part.isDone())
                        .map(OperationPart::progress)
                        .toList()
                + (looking ? ", and one is asking who is there" : "") + ", gone " + checks.gone();
    }

    private boolean isWorkDone() {
        return parts.stream().allMatch(OperationPart::isDone);
    }

    private void program(Agent agent) {
        agent.answer(ALIVE, Codecs.nothing(), Codecs.int32(), nothing -> agent.rank());
        parts.forEach(part -> part.program(agent));
    }

    private void look() {
        looking = true;
        all.gather(ALIVE, Codecs.int32(), PATIENT).stage().whenComplete((result, failure) -> {
            looking = false;
            if (failure == null) {
                seen(result);
            } else {
                checks.wrong("asking who is there failed: " + failure);
            }
            if (!isWorkDone()) {
                frontEnd.scheduler().schedule(LOOK_NS, this::look);
            }
        });
    }

    private void seen(Result<SortedMap<Integer, Integer>> result) {
        SortedMap<Integer, Integer> truth = new TreeMap<>();
        result.ranks().forEach(rank -> truth.put(rank, rank));
        checks.check("asking who is there", result, all.members(), Map.of(), false, truth);
    }
}
