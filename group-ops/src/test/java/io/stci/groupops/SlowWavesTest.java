package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.wire.SlowChild;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waves on streams that don't wait for the slow. */
class SlowWavesTest {
    private static final int AGENTS = 16;
    private static final int SLOW_RANK = 5;

    private final RootProbe consumer = new RootProbe();
    private boolean stuck = true;

    @ParameterizedTest
    @EnumSource(names = {"SLOW_SHED", "SLOW_CONFLATE"})
    void wavesGoWithoutTheSlowAndCountItAgainOnceItHasCaughtUp(SlowChild policy) {
        WaveModel model = new WaveModel(3);
        try (TreeFixture tree = TreeFixture.healing("4x4", AGENTS)) {
            RootStream stream = tree.open(SteadySender.spec(UpFilters.NUMBERS, tree.all(), policy), consumer);
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.probes()
                    .values()
                    .forEach(probe -> probe.onMessage = wave -> {
                        if (probe.stream.rank() != SLOW_RANK || !stuck) {
                            model.answer(probe, wave);
                            probe.stream.ack(wave);
                        }
                    });
            new SteadySender(tree, stream).send(100, 2000);
            assertEquals(100, consumer.received.size());
            assertEquals(
                    Map.of("slow", RankSet.of(SLOW_RANK)),
                    consumer.waves().get(100L).missing());
            stuck = false;
            tree.probe(SLOW_RANK).stream.ack(SteadySender.WINDOW_MESSAGES);
            tree.time.settle();
            new SteadySender(tree, stream).send(1, 10);
            model.check(101, tree.all(), consumer.waves().get(101L));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_SHED", "SLOW_CONFLATE"})
    void answersThatFindNoRoomAreDroppedOldestFirstAndTheirWavesNameEveryoneAsSlow(SlowChild policy) {
        int waves = 3000;
        WaveModel model = new WaveModel(4);
        try (TreeFixture tree = TreeFixture.healing("2x2", 4)) {
            RootStream stream = tree.open(SteadySender.spec(UpFilters.NUMBERS, tree.all(), policy), consumer);
            tree.probes()
                    .values()
                    .forEach(probe -> probe.onMessage = wave -> {
                        model.answer(probe, wave);
                        probe.stream.ack(wave);
                    });
            assertEquals(waves, new SteadySender(tree, stream).send(waves, 10_000));
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.time.settle();
            assertEquals(waves, consumer.waves().size());
            long held = 0;
            for (Map.Entry<Long, WaveParts.Content> wave : consumer.waves().entrySet()) {
                boolean dropped = wave.getValue().ranks().isEmpty();
                assertEquals(
                        dropped ? Map.of("slow", tree.all()) : Map.of(),
                        wave.getValue().missing());
                assertTrue(held == 0 || !dropped, "only the oldest are dropped");
                held += dropped
                        ? 0
                        : Slot.cost(
                                consumer.received.get((int) (wave.getKey() - 1)).payload().length);
            }
            assertTrue(held > 0 && held <= WaveBacklog.MAX_BYTES, held + " bytes");
            model.check(waves, tree.all(), consumer.waves().get((long) waves));
        }
    }
}
