package tool;

import io.stci.activemessages.message.Codecs;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentProgram;

/** At each agent: says what a step took its rank. */
public final class Worker implements AgentProgram {
    @Override
    public void start(Agent agent) {
        agent.onStream(
                "step",
                stream -> stream.onMessage(Codecs.int32(), (wave, step) -> {
                    stream.contribute(wave, tookMs(agent.rank(), step));
                }));
    }

    /** Pretended; ranks 5 and 9 have more to do than others. */
    private static int tookMs(int rank, int step) {
        int more = rank == 5 ? 60 : rank == 9 ? 50 : 0;
        return 100 + (rank * 7 + step * 3) % 10 + more;
    }
}
