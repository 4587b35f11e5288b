package io.stci.simulator;

import io.stci.core.RankSet;
import io.stci.groupops.filter.Reductions;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentStream;
import io.stci.session.tool.FrontEndTools;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import io.stci.session.tool.Wave;
import io.stci.transport.Transport;
import java.util.List;
import java.util.Map;

/** A stream that agents drive: the n-th contributions of all must make the n-th wave, for those who live. */
final class DrivenPart implements OperationPart {
    private static final String NAME = "driven";
    private static final int AHEAD = 4;
    private static final int RANK_FACTOR = 10_000;

    private final Simulation simulation;
    private final OperationChecks checks;
    private final RankSet all;
    private final int count;
    private final long paceNs;
    private ToolStream<Integer, Long> stream;
    private int came;

    /**
     * @param count of waves in all
     * @param paceNs an agent lets up to so much time pass between two contributions
     */
    DrivenPart(Simulation simulation, OperationChecks checks, int agents, int count, long paceNs) {
        this.simulation = simulation;
        this.checks = checks;
        this.all = RankSet.all(agents);
        this.count = count;
        this.paceNs = paceNs;
    }

    @Override
    public void program(Agent agent) {
        agent.onStream(NAME, opened -> new Driver(agent, opened).next());
    }

    @Override
    public void start(FrontEndTools tools, Transport frontEnd) {
        stream = tools.open(StreamOptions.named(NAME, Reductions.sumInt())
                .drivenByAgents(AHEAD)
                .waitForAll());
        stream.onWave(this::check);
    }

    @Override
    public boolean isDone() {
        return came >= count || checks.gone().equals(all);
    }

    @Override
    public List<String> violations(RankSet excused) {
        return List.of();
    }

    @Override
    public String progress() {
        return came + " of " + count + " waves of stream '" + NAME + "'";
    }

    private void check(Wave<Long> wave) {
        if (came >= count) {
            return;
        }
        int number = came++;
        long[] sum = new long[1];
        wave.result().ranks().forEach(rank -> sum[0] += value(rank, number));
        checks.check("wave " + number + " of stream '" + NAME + "'", wave.result(), all, Map.of(), false, sum[0]);
        if (came == count) {
            stream.close();
        }
    }

    private static int value(int rank, int number) {
        return rank * RANK_FACTOR + number;
    }

    /** One agent: contributes after random times, as soon as there is room. */
    private final class Driver {
        private final Agent agent;
        private final AgentStream opened;
        private int number;
        private boolean ready;

        Driver(Agent agent, AgentStream opened) {
            this.agent = agent;
            this.opened = opened;
            opened.onRoom(this::offer);
        }

        void next() {
            agent.scheduler().schedule(simulation.random().nextLong(paceNs), () -> {
                ready = true;
                offer();
            });
        }

        private void offer() {
            if (ready && number < count && opened.offer(value(agent.rank(), number))) {
                ready = false;
                number++;
                next();
            }
        }
    }
}
