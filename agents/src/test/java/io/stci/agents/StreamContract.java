package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.activemessages.message.Codecs;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filters;
import io.stci.groupops.filter.Reductions;
import io.stci.session.Session;
import io.stci.session.tool.Combined;
import io.stci.session.tool.CombinedStream;
import io.stci.session.tool.Completion;
import io.stci.session.tool.Priority;
import io.stci.session.tool.Result;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What streams to 9 agents with {@link ContractProgram} may be beside plain: what goes down filtered, what is not waited for. */
interface StreamContract {
    Duration PATIENCE = Duration.ofSeconds(60);
    RankSet ALL = RankSet.all(ToolContract.AGENTS);

    /** A down filter of a tool's own: what goes down is a number, for the ranks that it divides, plus the parameter. */
    String DIVIDED = """
            import io.stci.core.RankSet;
            import io.stci.groupops.filter.*;
            import java.nio.ByteBuffer;
            public class DividedProvider implements DownFilterProvider {
                public String name() { return "divided"; }
                public DownFilter create(byte[] parameters) {
                    int plus = parameters.length == 0 ? 0 : parameters[0];
                    return (message, ranks) -> {
                        int number = ByteBuffer.wrap(message).getInt();
                        for (int rank : ranks.toArray()) {
                            if ((rank + plus) % number == 0) {
                                return message;
                            }
                        }
                        return null;
                    };
                }
            }
            """;

    Session session();

    @Test
    default void aQuorumDoesNotWaitForWhoIsSilent() {
        Result<BigInteger> sum = session()
                .all()
                .reduce("silent 2", Reductions.sumLong(), Completion.quorum(8).within(Duration.ofMinutes(10)))
                .await(PATIENCE);
        assertEquals(8, Filters.exactLong(sum.value().orElseThrow()));
        assertEquals(Map.of("not waited for", RankSet.of(2)), sum.missing());
    }

    @Test
    default void aQuorumOfMoreThanAllIsRefusedAtOnce() {
        Request<Result<BigInteger>> request =
                session().all().reduce("rank", Reductions.sumLong(), Completion.quorum(10));
        StciException refused = assertThrows(StciException.class, () -> request.await(PATIENCE));
        assertEquals("quorum 10: is more than the 9 members; ask for fewer", refused.getMessage());
        ToolStream<Integer, Long> stream = session()
                .open(StreamOptions.named("values", Reductions.sumInt()).quorum(10));
        assertThrows(StciException.class, () -> stream.ready().await(PATIENCE));
    }

    @Test
    default void wavesMayEndWithAQuorum() {
        StreamOptions<Integer, Long> options =
                StreamOptions.named("silent above", Reductions.sumInt()).quorum(6);
        try (ToolStream<Integer, Long> stream = session().open(options)) {
            stream.ask(Codecs.int32(), 5).await(PATIENCE);
            Result<Long> few = stream.next().await(PATIENCE).result();
            assertEquals(Map.of("not waited for", RankSet.parse("6-8")), few.missing());
            assertEquals(6, few.value().orElseThrow());
            stream.ask(Codecs.int32(), 9).await(PATIENCE);
            assertTrue(stream.next().await(PATIENCE).result().ranks().size() >= 6);
        }
        assertThrows(
                StciException.class,
                () -> StreamOptions.named("x", Reductions.sumInt()).quorum(0));
    }

    @Test
    default void whatIsCalledOffMakesRoomForOthers() {
        List<Request<Result<BigInteger>>> stuck = new ArrayList<>();
        Completion patient = Completion.deadline(Duration.ofMinutes(10));
        for (int i = 0; i < 200; i++) {
            stuck.add(session().all().reduce("silent 2", Reductions.sumLong(), patient));
        }
        stuck.forEach(Request::cancel);
        Request<Result<BigInteger>> last = session().all().reduce("rank", Reductions.sumLong(), patient);
        assertEquals(36, Filters.exactLong(last.await(PATIENCE).value().orElseThrow()));
        assertThrows(StciException.class, () -> stuck.get(0).await(PATIENCE));
    }

    @Test
    default void aMessageMayBeForSomeOfTheMembers() {
        StreamOptions<Integer, Long> options =
                StreamOptions.named("values", Reductions.sumInt()).addressed();
        try (ToolStream<Integer, Long> stream = session().open(options)) {
            stream.ask(RankSet.parse("1,4-5"), Codecs.int32(), 10).await(PATIENCE);
            stream.ask(Codecs.int32(), 2).await(PATIENCE);
            stream.ask(RankSet.empty(), Codecs.int32(), 3).await(PATIENCE);
            Result<Long> some = stream.next().await(PATIENCE).result();
            assertEquals(100, some.value().orElseThrow());
            assertEquals(Map.of("not asked", RankSet.parse("0,2-3,6-8")), some.missing());
            Result<Long> all = stream.next().await(PATIENCE).result();
            assertEquals(72, all.value().orElseThrow());
            assertTrue(all.isComplete());
            assertEquals(
                    Map.of("not asked", ALL),
                    stream.next().await(PATIENCE).result().missing());
            stream.flush(PATIENCE).await(PATIENCE);
            Request<Long> strangers = stream.ask(RankSet.parse("8-9"), Codecs.int32(), 1);
            StciException refused = assertThrows(StciException.class, () -> strangers.await(PATIENCE));
            assertEquals("ranks 9: are no members; ask some of ranks 0-8", refused.getMessage());
        }
        try (ToolStream<Integer, Long> plain = session().open(StreamOptions.named("values", Reductions.sumInt()))) {
            Request<Long> refused = plain.ask(RankSet.of(1), Codecs.int32(), 1);
            assertEquals(
                    Status.INVALID_ARGUMENT,
                    assertThrows(StciException.class, () -> refused.await(PATIENCE))
                            .status());
        }
    }

    @Test
    default void aDownFilterOfTheToolsOwnSaysWhoGetsWhat() {
        byte[] jar = SourceJar.ofProvider("DownFilterProvider", "DividedProvider", DIVIDED);
        session().loadFilters("divided.jar", jar, PATIENCE).await(PATIENCE);
        StreamOptions<Integer, Long> options =
                StreamOptions.named("values", Reductions.sumInt()).downFilter("divided", new byte[0]);
        try (ToolStream<Integer, Long> stream = session().open(options)) {
            stream.ask(Codecs.int32(), 4).await(PATIENCE);
            stream.changeDown(new byte[] {1}).await(PATIENCE);
            stream.ask(Codecs.int32(), 4).await(PATIENCE);
            stream.ask(Codecs.int32(), 0).await(PATIENCE);
            assertEquals(
                    RankSet.parse("0,4,8"),
                    stream.next().await(PATIENCE).result().ranks());
            assertEquals(
                    RankSet.parse("3,7"), stream.next().await(PATIENCE).result().ranks());
            Result<Long> failed = stream.next().await(PATIENCE).result();
            assertEquals(ALL, failed.missingRanks());
            assertTrue(failed.toString().contains("the down filter failed at the front-end"), failed::toString);
        }
    }

    @Test
    default void aDownFilterThatNobodyKnowsIsRefused() {
        StreamOptions<Integer, Long> options =
                StreamOptions.named("values", Reductions.sumInt()).downFilter("unknown", new byte[0]);
        ToolStream<Integer, Long> stream = session().open(options);
        assertEquals(
                Status.NOT_FOUND,
                assertThrows(StciException.class, () -> stream.ready().await(PATIENCE))
                        .status());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    default void withoutWavesEachContributionIsCombinedOnce(int windowMs) {
        try (CombinedStream<Long> stream =
                session().openCombined("ticks", Reductions.sumInt(), ALL, Duration.ofMillis(windowMs))) {
            long total = 0;
            long count = 0;
            RankSet ranks = RankSet.empty();
            while (count < 500L * ToolContract.AGENTS) {
                Combined<Long> next = stream.next().await(PATIENCE);
                assertEquals(Map.of(), next.failed());
                total += next.value().orElseThrow();
                count += next.count();
                ranks = ranks.union(next.ranks());
            }
            assertEquals(500L * ToolContract.AGENTS, count);
            assertEquals(ToolContract.AGENTS * 500L * 499 / 2, total);
            assertEquals(ALL, ranks);
        }
    }

    @Test
    default void whatTheFilterDoesNotTakeIsRefusedWhereItIsOffered() {
        RankSet one = RankSet.of(4);
        try (CombinedStream<Long> stream =
                session().openCombined("strange ticks", Reductions.sumInt(), one, Duration.ZERO)) {
            stream.ready().await(PATIENCE);
            Awaitility.await()
                    .untilAsserted(() -> assertEquals(
                            "contribution: is a java.lang.String, which filter 'sum.int' does not take",
                            session()
                                    .group(one)
                                    .gather("what became of strange ticks", Codecs.string(), Completion.all())
                                    .await(PATIENCE)
                                    .value()
                                    .orElseThrow()
                                    .get(4)));
        }
        assertThrows(
                StciException.class,
                () -> session().openCombined("ticks", Reductions.sumInt(), ALL, Duration.ofMillis(-1)));
    }

    @ParameterizedTest
    @EnumSource
    default void eachPriorityCarriesWaves(Priority priority) {
        checkWaves(StreamOptions.named("values", Reductions.sumInt()).priority(priority));
    }

    @Test
    default void withoutReplayAWaveIsAsAnyOtherWhileNobodyDies() {
        checkWaves(StreamOptions.named("values", Reductions.sumInt()).unreliable());
    }

    private void checkWaves(StreamOptions<Integer, Long> options) {
        try (ToolStream<Integer, Long> stream = session().open(options)) {
            for (int factor = 1; factor <= 20; factor++) {
                stream.ask(Codecs.int32(), factor);
            }
            for (int factor = 1; factor <= 20; factor++) {
                Result<Long> result = stream.next().await(PATIENCE).result();
                assertEquals(36L * factor, result.value().orElseThrow());
                assertTrue(result.isComplete());
            }
        }
    }
}
