package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.stci.activemessages.message.Codecs;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filters;
import io.stci.groupops.filter.Labelled;
import io.stci.groupops.filter.NumberType;
import io.stci.groupops.filter.PrefixTree;
import io.stci.groupops.filter.Reduction;
import io.stci.groupops.filter.Reductions;
import io.stci.session.Session;
import io.stci.session.tool.Completion;
import io.stci.session.tool.Group;
import io.stci.session.tool.RankRecord;
import io.stci.session.tool.RecordStream;
import io.stci.session.tool.Result;
import io.stci.session.tool.Selection;
import io.stci.session.tool.Selector;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import io.stci.session.tool.VectorReduction;
import io.stci.session.tool.Wave;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a session of 9 agents with {@link ContractProgram} must do for a tool, wherever its nodes are. */
interface ToolContract {
    int AGENTS = 9;
    /** What the program is told. */
    List<String> ARGUMENTS = List.of("--rate", "", "two words", "\u20ac'\"$HOME\n*");

    Duration PATIENCE = Duration.ofSeconds(60);
    Completion ALL = Completion.all();

    /** A filter of a tool's own, with a place for what each contribution counts. */
    String WEIGHTED = """
            import io.stci.groupops.filter.*;
            import java.nio.ByteBuffer;
            public class WeightedProvider implements FilterProvider {
                public String name() { return "weighted"; }
                static int spin() { int i = 0; while (true) i++; }
                public Filter<?, ?> create(byte[] parameters) {
                    return new Filter<Integer, Long>() {
                        public Long lift(int rank, Integer value) { return (long) value * WEIGHT; }
                        public Long merge(Long left, Long right) { return left + right; }
                        public byte[] encode(Long value) { return ByteBuffer.allocate(8).putLong(value).array(); }
                        public Long decode(byte[] bytes) { return ByteBuffer.wrap(bytes).getLong(); }
                    };
                }
            }
            """;

    Session session();

    private Group all() {
        return session().all();
    }

    private static RankSet everybody() {
        return RankSet.all(AGENTS);
    }

    @Test
    default void aReductionCombinesWhatHandlersAnswer() {
        Result<BigInteger> sum = all().reduce("times rank", Codecs.int32(), 10, Reductions.sumLong(), ALL)
                .await(PATIENCE);
        assertEquals(360, Filters.exactLong(sum.value().orElseThrow()));
        assertEquals(everybody(), sum.ranks());
        assertTrue(sum.isComplete());
    }

    @Test
    default void aGroupIsAnyRanks() {
        Group some = session().group(RankSet.parse("1,4,8"));
        Result<BigInteger> sum = some.reduce("rank", Reductions.sumLong(), ALL).await(PATIENCE);
        assertEquals(BigInteger.valueOf(13), sum.value().orElseThrow());
        assertEquals("1,4,8", sum.ranks().toString());
    }

    @Test
    default void membersAreChosenByWhatTheyAre() {
        Selection odd = session().select(Selector.is("parity", "odd"), PATIENCE).await(PATIENCE);
        assertEquals("[1,3,5,7], not [0,2,4,6,8]", odd.toString());
        assertTrue(odd.isComplete());
        Result<BigInteger> sum =
                odd.group().reduce("rank", Reductions.sumLong(), ALL).await(PATIENCE);
        assertEquals("16 of [1,3,5,7]", sum.toString());
        Selector both = Selector.is("parity", "odd").not().and(Selector.has("few"));
        assertEquals(
                RankSet.parse("0,2"),
                session().select(both, PATIENCE).await(PATIENCE).members());
        assertEquals(
                RankSet.parse("1"),
                odd.group().select(Selector.has("few"), ALL).await(PATIENCE).members());
    }

    @Test
    default void whatSystemsAreLikeIsKnownWithoutTheProgram() {
        String host = LocalSessions.hostName();
        Selector here = Selector.host(host.charAt(0) + "*")
                .and(Selector.is("os", System.getProperty("os.name")))
                .and(Selector.is("arch", System.getProperty("os.arch")))
                .and(Selector.like("cpus", "?*"));
        assertEquals(
                everybody(), session().select(here, PATIENCE).await(PATIENCE).members());
        assertEquals(
                Map.of(host, everybody()),
                all().byAttribute("host", ALL).await(PATIENCE).value().orElseThrow());
        SortedMap<Integer, String> pids = all().gather("pid", Codecs.string(), ALL)
                .await(PATIENCE)
                .value()
                .orElseThrow();
        RankSet of4 = session()
                .select(Selector.is("pid", pids.get(4)), PATIENCE)
                .await(PATIENCE)
                .members();
        assertEquals(
                of4.size(), pids.values().stream().filter(pids.get(4)::equals).count());
        assertTrue(of4.contains(4));
    }

    @Test
    default void whoHasWhichValueIsToldAndWhoHasNoneIsInNoClass() {
        Result<SortedMap<String, RankSet>> few = all().byAttribute("few", ALL).await(PATIENCE);
        assertEquals(Map.of("", RankSet.parse("0-2")), few.value().orElseThrow());
        assertEquals(everybody(), few.ranks());
        assertEquals(
                List.of("even", "odd"),
                List.copyOf(all().byAttribute("parity", ALL)
                        .await(PATIENCE)
                        .value()
                        .orElseThrow()
                        .keySet()));
    }

    @Test
    default void aChoiceIsSettledWhenTheSelectorPasses() {
        Group some = session().group(RankSet.parse("2,6"));
        some.broadcast("paint", Codecs.string(), "red", ALL).await(PATIENCE);
        Selection red = session().select(Selector.is("colour", "red"), PATIENCE).await(PATIENCE);
        some.broadcast("bleach", Codecs.nothing(), null, ALL).await(PATIENCE);
        assertEquals("2,6", red.members().toString());
        assertEquals(2, red.group().barrier("rank", ALL).await(PATIENCE).ranks().size());
        assertEquals(
                "[], not [0-8]",
                session()
                        .select(Selector.has("colour"), PATIENCE)
                        .await(PATIENCE)
                        .toString());
    }

    @Test
    default void aChoiceOfNobodyIsNoGroup() {
        Selection nobody = session().select(Selector.has("wings"), PATIENCE).await(PATIENCE);
        assertTrue(nobody.isEmpty());
        StciException none = assertThrows(StciException.class, nobody::group);
        assertEquals("selector has wings: means none of ranks 0-8", none.getMessage());
    }

    @Test
    default void aSelectorThatCantBeReadIsRefused() {
        Map<String, RankSet> missing = all().query(
                        "stci.select", Codecs.bytes(), new byte[] {99}, Codecs.string(), Completion.bestEffort())
                .await(PATIENCE)
                .missing();
        assertEquals(Set.of(everybody()), Set.copyOf(missing.values()));
        assertTrue(missing.toString().contains("PROTOCOL_ERROR: selector: "), missing::toString);
    }

    @Test
    default void everyAgentIsToldTheArgumentsAsTheyWereGiven() {
        SortedMap<Integer, String> told = all().gather("arguments", Codecs.string(), ALL)
                .await(PATIENCE)
                .value()
                .orElseThrow();
        assertEquals(AGENTS, told.size());
        assertEquals(Set.of(String.join("|", ARGUMENTS)), Set.copyOf(told.values()));
    }

    @Test
    default void aQueryKeepsAnswersApart() {
        Result<SortedMap<Integer, byte[]>> echo = all().query(
                        "echo", Codecs.bytes(), new byte[] {1, 2, 3}, Codecs.bytes(), ALL)
                .await(PATIENCE);
        assertEquals(AGENTS, echo.value().orElseThrow().size());
        echo.value().orElseThrow().values().forEach(bytes -> assertArrayEquals(new byte[] {1, 2, 3}, bytes));
    }

    @Test
    default void aGatherTakesAnswersThatComeLaterAndFromOtherThreads() {
        Result<SortedMap<Integer, Long>> later =
                all().gather("later", Codecs.int64(), ALL).await(PATIENCE);
        TreeMap<Integer, Long> expected = new TreeMap<>();
        everybody().forEach(rank -> expected.put(rank, (long) rank));
        assertEquals(expected, later.value().orElseThrow());
    }

    @Test
    default void aBroadcastOfMegabytesComesWhole() {
        byte[] payload = new byte[5_000_001];
        new Random(5).nextBytes(payload);
        Result<SortedMap<Integer, Integer>> digests = all().query(
                        "digest", Codecs.bytes(), payload, Codecs.int32(), ALL)
                .await(PATIENCE);
        digests.value().orElseThrow().values().forEach(digest -> assertEquals(Arrays.hashCode(payload), digest));
        Result<Long> took =
                all().broadcast("digest", Codecs.bytes(), payload, ALL).await(PATIENCE);
        assertEquals(AGENTS, took.value().orElseThrow());
    }

    @Test
    default void aScatterGivesEachItsOwn() {
        Map<Integer, String> pieces = Map.of(0, "zero", 3, "three", 8, "eight");
        Result<SortedMap<Integer, String>> echoed = all().scatter(
                        "echo", Codecs.string(), pieces, Codecs.string(), Completion.quorum(3))
                .await(PATIENCE);
        assertEquals(new TreeMap<>(pieces), echoed.value().orElseThrow());
        assertEquals(Map.of("not asked", RankSet.parse("1-2,4-7")), echoed.missing());
    }

    @Test
    default void aScatterToStrangersIsRefused() {
        Group some = session().group(RankSet.parse("1,4"));
        StciException refused = assertThrows(
                StciException.class, () -> some.scatter("echo", Codecs.string(), Map.of(2, "x"), Codecs.string(), ALL));
        assertEquals("ranks 2: are no members; scatter to ranks 1,4", refused.getMessage());
    }

    @Test
    default void whoFailsIsNamedWithTheReasonAndTheOthersCount() {
        Result<BigInteger> even = all().reduce("odd fail", Reductions.sumLong(), Completion.bestEffort())
                .await(PATIENCE);
        assertEquals(BigInteger.valueOf(5), even.value().orElseThrow());
        assertEquals(
                Map.of("handler 'odd fail' failed: NOT_FOUND: sensor: is not there", RankSet.parse("1,3,5,7")),
                even.missing());
    }

    @Test
    default void allMeansAllAndTheMissingAreNamed() {
        Request<Result<BigInteger>> request = all().reduce("odd fail", Reductions.sumLong(), ALL);
        StciException failure = assertThrows(StciException.class, () -> request.await(PATIENCE));
        assertEquals(Status.UNAVAILABLE, failure.status());
        assertTrue(
                failure.getMessage()
                        .startsWith("ranks 1,3,5,7: are missing, and 5 of the 9 wanted are there: [1,3,5,7] handler"),
                failure::getMessage);
    }

    @Test
    default void aQuorumMayBeEnough() {
        assertEquals(
                5,
                all().reduce("odd fail", Reductions.sumLong(), Completion.quorum(5))
                        .await(PATIENCE)
                        .ranks()
                        .size());
        Request<Result<BigInteger>> tooFew = all().reduce("odd fail", Reductions.sumLong(), Completion.quorum(6));
        assertThrows(StciException.class, () -> tooFew.await(PATIENCE));
    }

    @Test
    default void whoDoesNotAnswerIsLateAtTheDeadline() {
        Completion soon = Completion.deadline(Duration.ofMillis(300));
        Result<BigInteger> result =
                all().reduce("silent 2", Reductions.sumLong(), soon).await(PATIENCE);
        assertTrue(result.missingRanks().contains(2), result::toString);
        Request<Result<BigInteger>> strict =
                all().reduce("silent 2", Reductions.sumLong(), ALL.within(Duration.ofMillis(300)));
        StciException late = assertThrows(StciException.class, () -> strict.await(PATIENCE));
        assertEquals(Status.DEADLINE_EXCEEDED, late.status());
    }

    @Test
    default void aHandlerThatNobodyHasIsNamed() {
        Result<SortedMap<Integer, String>> nothing = all().gather("nonsense", Codecs.string(), Completion.bestEffort())
                .await(PATIENCE);
        assertTrue(nothing.value().isEmpty());
        assertEquals(Map.of("NOT_FOUND: handler 'nonsense': is not registered", everybody()), nothing.missing());
    }

    @Test
    default void aContributionOfAnotherTypeIsRefusedWhereItIsMade() {
        Reduction<RankSet, RankSet> wrong = Reductions.rankSet();
        Result<RankSet> nothing =
                all().reduce("rank", wrong, Completion.bestEffort()).await(PATIENCE);
        assertEquals(
                Map.of("contributes a java.lang.Long, which filter 'rank-set' does not take", everybody()),
                nothing.missing());
    }

    @Test
    default void whatNeedsNoCodecIsCombinedAndNeverKeptApart() {
        PrefixTree tree = all().reduce("path", Reductions.prefixTree(), ALL)
                .await(PATIENCE)
                .value()
                .orElseThrow();
        PrefixTree main = tree.children().iterator().next();
        assertEquals(
                List.of("0,2,4,6,8", "1,3,5,7"),
                main.children().stream().map(step -> step.ranks().toString()).toList());
        assertEquals(
                Map.of(
                        "handler 'path' failed: INVALID_ARGUMENT: what handler 'path' answers: can only be combined; "
                                + "use a reduction, or register it with a codec",
                        everybody()),
                all().gather("path", Codecs.string(), Completion.bestEffort())
                        .await(PATIENCE)
                        .missing());
    }

    @Test
    default void anAnswerThatItsCodecRefusesIsNamed() {
        Map<String, RankSet> missing = all().gather("half a pair", Codecs.string(), Completion.bestEffort())
                .await(PATIENCE)
                .missing();
        assertEquals(Set.of(everybody()), Set.copyOf(missing.values()));
        String reason = missing.keySet().iterator().next();
        assertTrue(reason.startsWith("handler 'half a pair' failed: INVALID_ARGUMENT: "), reason);
    }

    @Test
    default void aFilterThatNobodyKnowsIsRefused() {
        Request<Result<Object>> request = all().reduce("rank", Reduction.of("no such filter"), ALL);
        assertEquals(
                Status.NOT_FOUND,
                assertThrows(StciException.class, () -> request.await(PATIENCE)).status());
    }

    @Test
    default void oneThatIsCalledOffEndsAtOnceAndTheNextGoesOn() {
        Request<Result<BigInteger>> request = all().reduce("silent 2", Reductions.sumLong(), ALL);
        request.cancel();
        StciException off = assertThrows(StciException.class, () -> request.await(PATIENCE));
        assertEquals(Status.CANCELLED, off.status());
        aReductionCombinesWhatHandlersAnswer();
    }

    @Test
    default void manyAtOnceEndAllAndEachIsHandledOnce() {
        List<Request<Result<SortedMap<Integer, Long>>>> requests = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            requests.add(all().gather("handled", Codecs.int64(), ALL));
        }
        long first = -1;
        for (Request<Result<SortedMap<Integer, Long>>> request : requests) {
            long count = request.await(PATIENCE).value().orElseThrow().get(3);
            assertTrue(first < 0 || count == first + 1, "handled as number " + count + " behind " + first);
            first = count;
        }
    }

    @Test
    default void extremesNameTheRank() {
        assertEquals(
                8,
                all().reduce("int rank", Reductions.maxRank(NumberType.INT), ALL)
                        .await(PATIENCE)
                        .value()
                        .orElseThrow()
                        .rank());
    }

    @Test
    default void agentsBeginBarriersReductionsGathersAndScansThemselves() {
        for (int round = 0; round < 3; round++) {
            assertEach("barrier of agents", (long) AGENTS);
            Result<SortedMap<Integer, String>> sums =
                    all().gather("allreduce", Codecs.string(), ALL).await(PATIENCE);
            sums.value().orElseThrow().values().forEach(sum -> assertEquals("36 of [0-8]", sum));
            Result<SortedMap<Integer, String>> names =
                    all().gather("allgather", Codecs.string(), ALL).await(PATIENCE);
            names.value()
                    .orElseThrow()
                    .values()
                    .forEach(all -> assertTrue(all.startsWith("{0=r0, 1=r1,") && all.endsWith("8=r8} of [0-8]"), all));
            SortedMap<Integer, Long> prefixes = all().gather("scan", Codecs.int64(), ALL)
                    .await(PATIENCE)
                    .value()
                    .orElseThrow();
            prefixes.forEach((rank, sum) -> assertEquals((long) rank * (rank + 1) / 2, sum));
        }
    }

    private void assertEach(String handler, Long expected) {
        Result<SortedMap<Integer, Long>> each =
                all().gather(handler, Codecs.int64(), ALL).await(PATIENCE);
        each.value().orElseThrow().values().forEach(value -> assertEquals(expected, value));
    }

    @Test
    default void aStreamGivesEachWaveOnceAndInOrder() {
        StreamOptions<Integer, Long> options =
                StreamOptions.named("values", Reductions.sumInt()).request(new byte[] {'a', 'b'});
        try (ToolStream<Integer, Long> stream = session().open(options)) {
            for (int factor = 1; factor <= 20; factor++) {
                stream.ask(Codecs.int32(), factor);
            }
            for (int factor = 1; factor <= 20; factor++) {
                Wave<Long> wave = stream.next().await(PATIENCE);
                assertEquals(factor, wave.number());
                assertEquals(36L * factor + 2 * AGENTS, wave.result().value().orElseThrow());
            }
            stream.flush(PATIENCE).await(PATIENCE);
            stream.quiesce(PATIENCE).await(PATIENCE);
            StciException resting = assertThrows(
                    StciException.class, () -> stream.ask(Codecs.int32(), 1).await(PATIENCE));
            assertEquals(Status.UNAVAILABLE, resting.status());
            stream.resume().await(PATIENCE);
            stream.ask(Codecs.int32(), 2).await(PATIENCE);
            assertEquals(
                    72L + 2 * AGENTS,
                    stream.next().await(PATIENCE).result().value().orElseThrow());
        }
    }

    @Test
    default void agentsMayDriveAStream() {
        StreamOptions<Integer, Long> options = StreamOptions.named("driven", Reductions.sumInt())
                .drivenByAgents(8)
                .waitForAll();
        try (ToolStream<Integer, Long> stream = session().open(options)) {
            for (int wave = 0; wave < 100; wave++) {
                Result<Long> result = stream.next().await(PATIENCE).result();
                assertEquals((long) wave * AGENTS, result.value().orElseThrow());
                assertTrue(result.isComplete());
            }
        }
    }

    @Test
    default void longVectorsAreCombinedChunkByChunk() {
        for (int length : new int[] {0, 1, 16384, 16385, 200_000}) {
            Result<long[]> sums = all().reduceVector("vector", Codecs.int32(), length, VectorReduction.sumLongs(), ALL)
                    .await(PATIENCE);
            assertEquals(everybody(), sums.ranks());
            long[] expected = new long[length];
            Arrays.setAll(expected, place -> AGENTS * place * 10L + 36);
            assertArrayEquals(expected, sums.value().orElseThrow());
        }
    }

    @Test
    default void vectorsOfDifferentLengthFail() {
        Request<Result<long[]>> request =
                all().reduceVector("uneven vector", Codecs.nothing(), null, VectorReduction.sumLongs(), ALL);
        StciException failure = assertThrows(StciException.class, () -> request.await(PATIENCE));
        assertTrue(failure.getMessage().contains("the filter failed"), failure::getMessage);
    }

    @Test
    default void recordsOfEachAgentComeOnceAndInOrder() {
        int[] next = new int[AGENTS];
        try (RecordStream stream = session().openRecords("records", everybody(), new byte[0])) {
            for (int i = 0; i < AGENTS * 2000; i++) {
                RankRecord record = stream.next().await(PATIENCE);
                assertEquals(next[record.rank()]++, Codecs.int32().decode(record.data()));
            }
            assertEquals(Map.of(), stream.missing().await(PATIENCE));
        }
    }

    @Test
    default void aStreamThatAgentsDriveMayRestAndGoOn() {
        StreamOptions<Integer, Long> options = StreamOptions.named("driven", Reductions.sumInt())
                .drivenByAgents(8)
                .waitForAll();
        try (ToolStream<Integer, Long> stream = session().open(options)) {
            for (int wave = 0; wave < 100; wave++) {
                if (wave == 10) {
                    stream.quiesce(PATIENCE).await(PATIENCE);
                    stream.resume().await(PATIENCE);
                }
                assertEquals((long) wave * AGENTS, value(stream));
            }
        }
    }

    @Test
    default void equalContributionsBecomeOne() {
        StreamOptions<byte[], SortedMap<ByteString, RankSet>> options =
                StreamOptions.named("texts", Reductions.equality());
        try (ToolStream<byte[], SortedMap<ByteString, RankSet>> stream =
                session().open(options)) {
            stream.ask(Codecs.string(), "same");
            assertEquals(
                    Map.of(ByteString.copyFromUtf8("same"), everybody()),
                    stream.next().await(PATIENCE).result().value().orElseThrow());
        }
    }

    @Test
    default void parametersAreChangedWhileItRuns() {
        StreamOptions<java.util.Collection<Labelled>, ?> unused = StreamOptions.named("values", Reductions.top(2));
        try (ToolStream<?, ?> stream = session().open(unused)) {
            stream.ready().await(PATIENCE);
            StciException other = assertThrows(
                    StciException.class,
                    () -> ((ToolStream<Object, Object>) stream)
                            .change(Reduction.of("sum.int"))
                            .await(PATIENCE));
            assertEquals(Status.INVALID_ARGUMENT, other.status());
        }
    }

    @Test
    default void aStreamThatNobodyKnowsIsEmptyAndSaysWhy() {
        try (ToolStream<Integer, Long> stream = session().open(StreamOptions.named("unknown", Reductions.sumInt()))) {
            stream.ask();
            Result<Long> nothing = stream.next().await(PATIENCE).result();
            assertTrue(nothing.value().isEmpty());
            assertEquals(everybody(), nothing.missingRanks());
            assertTrue(nothing.toString().contains("stream 'unknown': is not known here"), nothing::toString);
        }
    }

    @Test
    default void aFilterOfTheToolsOwnIsLoadedEverywhereAndReplacedWhileAStreamRuns() {
        Reduction<Integer, Long> own = Reduction.of("weighted");
        assertEquals(AGENTS, loadWeighted("1").value().orElseThrow());
        try (ToolStream<Integer, Long> stream = session().open(StreamOptions.named("values", own))) {
            stream.ask(Codecs.int32(), 1).await(PATIENCE);
            loadWeighted("100");
            stream.ask(Codecs.int32(), 1).await(PATIENCE);
            stream.change(own).await(PATIENCE);
            stream.ask(Codecs.int32(), 1).await(PATIENCE);
            assertEquals(36, value(stream), "as it was");
            assertEquals(36, value(stream), "as it was when the stream was opened");
            assertEquals(3600, value(stream), "as it has been loaded anew");
        }
    }

    @Test
    default void aFilterOfTheToolsOwnThatNeverEndsFailsItsWavesAndNothingElse() {
        loadWeighted("spin()");
        Result<Long> nothing = all().reduce(
                        "int rank", Reduction.<Integer, Long>of("weighted"), Completion.bestEffort())
                .await(PATIENCE);
        assertTrue(nothing.value().isEmpty());
        assertEquals(everybody(), nothing.missingRanks());
        assertTrue(nothing.toString().contains("ran longer than 100 ms"), nothing::toString);
        aReductionCombinesWhatHandlersAnswer();
    }

    @Test
    default void aJarThatIsNoneIsRefused() {
        Request<Result<Long>> request = session().loadFilters("no.jar", new byte[] {1, 2, 3}, PATIENCE);
        StciException refused = assertThrows(StciException.class, () -> request.await(PATIENCE));
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
    }

    private Result<Long> loadWeighted(String weight) {
        byte[] jar = SourceJar.ofProvider("WeightedProvider", WEIGHTED.replace("WEIGHT", weight));
        return session().loadFilters("weighted.jar", jar, PATIENCE).await(PATIENCE);
    }

    private static long value(ToolStream<Integer, Long> stream) {
        return stream.next().await(PATIENCE).result().value().orElseThrow();
    }

    @Test
    default void oneAgentIsAskedByTheHandlersThatGroupsUse() {
        Request<Long> request =
                session().messages().request(3, "times rank", Codecs.int32(), 7, Codecs.int64(), PATIENCE);
        assertEquals(21, request.await(PATIENCE));
    }

    @Test
    default void agentsAskEachOtherInAChain() {
        assertEquals(36, one(8, "sum to here").await(PATIENCE));
    }

    @Test
    default void aFailureFarAwayNamesWhoFailed() {
        Request<Long> request = one(4, "fail far away");
        StciException failure = assertThrows(StciException.class, () -> request.await(PATIENCE));
        assertEquals(Status.NOT_FOUND, failure.status());
        assertTrue(
                failure.getMessage().contains("rank 5") && failure.getMessage().contains("sensor"),
                failure::getMessage);
    }

    @Test
    default void aPayloadOfMegabytesGoesToOneAgentAndBack() {
        byte[] payload = new byte[3_000_001];
        new Random(6).nextBytes(payload);
        Request<byte[]> request =
                session().messages().request(6, "echo", Codecs.bytes(), payload, Codecs.bytes(), PATIENCE);
        assertArrayEquals(payload, request.await(PATIENCE));
    }

    @Test
    default void agentsAskTheFrontEnd() {
        session()
                .messages()
                .handle(
                        "greet",
                        Codecs.string(),
                        Codecs.string(),
                        (text, context) -> CompletableFuture.completedFuture("hello " + text + " of " + context.from()))
                .await(PATIENCE);
        Result<SortedMap<Integer, String>> greeted = all().query(
                        "ask front-end", Codecs.string(), "me", Codecs.string(), ALL)
                .await(PATIENCE);
        assertEquals("hello me of 7", greeted.value().orElseThrow().get(7));
    }

    @Test
    default void aRequestHasADeadline() {
        Request<Long> request = session()
                .messages()
                .request(2, "silent 2", Codecs.nothing(), null, Codecs.int64(), Duration.ofMillis(200));
        StciException late = assertThrows(StciException.class, () -> request.await(PATIENCE));
        assertEquals(Status.DEADLINE_EXCEEDED, late.status());
    }

    private Request<Long> one(int rank, String handler) {
        return session().messages().request(rank, handler, Codecs.nothing(), null, Codecs.int64(), PATIENCE);
    }

    @Test
    default void whoWaitsForAClosedStreamIsTold() {
        ToolStream<Integer, Long> stream = session().open(StreamOptions.named("values", Reductions.sumInt()));
        Request<Wave<Long>> waiting = stream.next();
        stream.close();
        assertEquals(
                Status.CANCELLED,
                assertThrows(StciException.class, () -> waiting.await(PATIENCE)).status());
        assertThrows(StciException.class, () -> stream.ask().await(PATIENCE));
    }
}
