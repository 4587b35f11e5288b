package io.stci.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.activemessages.message.Codecs;
import io.stci.core.RankSet;
import io.stci.groupops.LeafService;
import io.stci.groupops.Streams;
import io.stci.session.tool.Agent;
import io.stci.session.tool.FrontEndTools;
import io.stci.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Interrupts on links that are full of data. */
class InterruptTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int AGENTS = 8;
    private static final int MESSAGES = 30;
    private static final int MESSAGE_BYTES = 200 << 10;

    /** 100 Mbit/s, and 5 ms each way: the window of one stream takes 84 ms on each link. */
    private final SimulatedRun run = new SimulatedRun("interrupts", 1, "2x2x2", AGENTS, PathConditions.LAN.slower(100));

    private final FullLinks load = run.add(new FullLinks());

    @Test
    void interruptsOvertakeWhatIsOnItsWay() {
        run.begin();
        run.advance(300 * MS);
        int dataBefore = load.dataCame;
        long sentNs = run.simulation().nowNs();
        load.tools.messages().interrupt(RankSet.all(AGENTS), "now", Codecs.nothing(), null);
        load.tools.messages().interrupt(5, "now", Codecs.nothing(), null);
        assertTrue(run.await(() -> load.interrupts.size() == AGENTS + 1, 10_000 * MS));
        long tookNs = run.simulation().nowNs() - sentNs;
        assertTrue(tookNs < 60 * MS, () -> "took " + tookNs / MS + " ms");
        assertTrue(
                dataBefore > 0 && load.dataCame < AGENTS * MESSAGES / 2, "data: " + dataBefore + ", " + load.dataCame);
        run.finish(60_000 * MS);
        assertEquals(AGENTS * MESSAGES, load.dataCame);
    }

    /** The front-end sends more to all agents than fits the links. */
    private final class FullLinks implements Load {
        private final List<Integer> interrupts = new ArrayList<>();
        private int dataCame;
        private FrontEndTools tools;

        @Override
        public String service() {
            return "interrupts";
        }

        @Override
        public LeafService agent(int rank, Transport transport) {
            return services(rank, transport).get(service());
        }

        @Override
        public Map<String, LeafService> services(int rank, Transport transport) {
            return ToolAgents.start(rank, AGENTS, transport, this::program);
        }

        private void program(Agent agent) {
            agent.messages().handleOneWayAtOnce("data", Codecs.bytes(), bytes -> dataCame++);
            agent.messages().handleOneWayAtOnce("now", Codecs.nothing(), nothing -> interrupts.add(agent.rank()));
        }

        @Override
        public void start(Streams streams, Transport transport) {
            RankSet all = RankSet.all(AGENTS);
            tools = new FrontEndTools(transport, streams, all, reasons -> reasons);
            tools.serveAgents();
            for (int i = 0; i < MESSAGES; i++) {
                tools.messages().send(all, "data", Codecs.bytes(), new byte[MESSAGE_BYTES]);
            }
        }

        @Override
        public boolean isDone() {
            return dataCame >= AGENTS * MESSAGES;
        }

        @Override
        public List<String> violations(RankSet excused) {
            return List.of();
        }

        @Override
        public String progress() {
            return dataCame + " messages came";
        }
    }
}
