package io.stci.simulator;

import io.stci.activemessages.message.Codecs;
import io.stci.core.RankSet;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentStream;
import io.stci.session.tool.FrontEndTools;
import io.stci.session.tool.Result;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import io.stci.session.tool.Wave;
import io.stci.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * A stream of waves, several on their way at once, whose filter is given other parameters between them. Each wave must come
 * once and in order, and be combined by the parameters that held when it was asked for.
 *
 * @param <I> what an agent contributes
 * @param <V> what a wave comes to
 */
final class StreamPart<I, V> implements OperationPart {
    /** Longer than any run. */
    private static final Duration TIMEOUT = Duration.ofHours(2);

    private static final int IN_FLIGHT = 5;
    private static final int MAX_PARAMETER = 8;

    private final Simulation simulation;
    private final OperationChecks checks;
    private final RankSet all;
    private final int count;
    private final long paceNs;
    private final StreamKind<I, V> kind;
    private final Mode mode;
    /** Of waves on their way, the oldest first: what each was asked with. */
    private final ArrayDeque<Asked> onTheirWay = new ArrayDeque<>();
    /** What came to whom. */
    private final Set<Asked> told = new HashSet<>();

    private ToolStream<I, V> stream;
    private int parameter = 1;
    private int asked;
    private int came;
    private long last;

    /** What is special about a stream. */
    enum Mode {
        PLAIN,
        /** Each wave is asked of some of the members. */
        ADDRESSED,
        /** What was on its way through a node that dies is lost with it. */
        UNRELIABLE
    }

    /** A wave's own number, of whom it is asked, and another number: the parameter, or a rank. */
    private record Asked(int number, RankSet to, int with) {}

    /**
     * @param count of waves in all
     * @param paceNs an agent takes up to so long for its answer
     */
    StreamPart(
            Simulation simulation,
            OperationChecks checks,
            int agents,
            int count,
            long paceNs,
            StreamKind<I, V> kind,
            Mode mode) {
        this.mode = mode;
        this.simulation = simulation;
        this.checks = checks;
        this.all = RankSet.all(agents);
        this.count = count;
        this.paceNs = paceNs;
        this.kind = kind;
    }

    @Override
    public void program(Agent agent) {
        agent.onStream(name(), opened -> opened.onMessage(Codecs.int32(), answering(agent, opened)));
    }

    @Override
    public void start(FrontEndTools tools, Transport frontEnd) {
        StreamOptions<I, V> options =
                StreamOptions.named(name(), kind.reduction(parameter)).waveTimeout(TIMEOUT);
        stream = tools.open(
                switch (mode) {
                    case PLAIN -> options;
                    case ADDRESSED -> options.addressed();
                    case UNRELIABLE -> options.unreliable();
                });
        stream.onWave(this::check);
        askMore();
    }

    @Override
    public boolean isDone() {
        return came >= count;
    }

    @Override
    public List<String> violations(RankSet excused) {
        return List.of();
    }

    @Override
    public String progress() {
        return came + " of " + count + " waves of stream '" + name() + "'";
    }

    private BiConsumer<Long, Integer> answering(Agent agent, AgentStream opened) {
        return (wave, number) -> {
            if (!told.add(new Asked(number, all, agent.rank()))) {
                checks.wrong(name(number) + " was asked for at rank " + agent.rank() + " again");
            }
            agent.scheduler()
                    .schedule(
                            simulation.random().nextLong(paceNs),
                            () -> opened.contribute(wave, kind.contribution(agent.rank(), number)));
        };
    }

    private void askMore() {
        while (asked < count && asked - came < IN_FLIGHT) {
            if (simulation.random().nextInt(3) == 0) {
                parameter = 1 + simulation.random().nextInt(MAX_PARAMETER);
                noFailure(stream.change(kind.reduction(parameter)).stage());
            }
            RankSet to = mode == Mode.ADDRESSED ? some() : all;
            onTheirWay.add(new Asked(asked, to, parameter));
            noFailure(
                    (mode == Mode.ADDRESSED ? stream.ask(to, Codecs.int32(), asked) : stream.ask(Codecs.int32(), asked))
                            .stage());
            asked++;
        }
    }

    private RankSet some() {
        RankSet.Builder some = new RankSet.Builder();
        all.forEach(rank -> {
            if (simulation.random().nextInt(3) == 0) {
                some.add(rank);
            }
        });
        return some.build();
    }

    private void noFailure(CompletionStage<?> stage) {
        stage.whenComplete((value, failure) -> {
            if (failure != null) {
                checks.wrong("stream '" + name() + "': " + failure);
            }
        });
    }

    private void check(Wave<V> wave) {
        Asked expected = onTheirWay.poll();
        if (expected == null || wave.number() <= last) {
            checks.wrong(name(came) + " came as " + wave.number() + " behind " + last);
            return;
        }
        last = wave.number();
        came++;
        Result<V> result = wave.result();
        Result<Object> comparable =
                new Result<>(result.value().map(kind::comparable), result.ranks(), result.missing());
        Object truth = kind.truth(result.ranks(), expected.number(), expected.with());
        Map<String, RankSet> declines = Map.of("not asked", all.minus(expected.to()));
        checks.check(name(expected.number()), comparable, all, declines, mode == Mode.UNRELIABLE, truth);
        askMore();
    }

    private String name(int number) {
        return "wave " + number + " of stream '" + name() + "'";
    }

    private String name() {
        return kind.name() + " " + mode;
    }
}
