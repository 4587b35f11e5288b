package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.FilterProvider;
import io.stci.groupops.filter.FilterSite;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.wire.SlowChild;
import io.stci.wire.StreamSpec;
import io.stci.wire.WaveClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Filters that fail, are not known, or are changed while waves are in flight; and waves whose time begins with the first answer. */
class WaveFilterVersionsTest {
    private static final byte[] ONE = {1};

    private final RootProbe consumer = new RootProbe();
    private RootStream stream;

    /** Adds bytes; its parameter is added at each node, -1 lets it fail, and more than a byte is refused. */
    private record Adding(int extra) implements Filter<Integer, Integer> {
        @Override
        public Integer lift(int rank, Integer contribution) {
            return contribution;
        }

        @Override
        public Integer merge(Integer left, Integer right) {
            return left + right;
        }

        @Override
        public byte[] encode(Integer value) {
            return new byte[] {value.byteValue()};
        }

        @Override
        public Integer decode(byte[] encoded) {
            return (int) encoded[0];
        }

        @Override
        public Integer complete(long wave, RankSet ranks, Integer value) {
            if (extra < 0) {
                throw new IllegalStateException("out of order");
            }
            return value + extra;
        }
    }

    private record Provider(int most) implements FilterProvider {
        @Override
        public String name() {
            return "adding";
        }

        @Override
        public Filter<?, ?> create(byte[] parameters) {
            int extra = parameters.length == 0 ? 0 : parameters[0];
            if (parameters.length > 1 || extra > most) {
                throw new StciException(Status.INVALID_ARGUMENT, "parameters", "are more than this filter takes", "");
            }
            return new Adding(extra);
        }
    }

    /** Adds what is the place's own. */
    private record PlaceProvider() implements FilterProvider {
        @Override
        public String name() {
            return "adding";
        }

        @Override
        public Filter<?, ?> create(byte[] parameters) {
            throw new AssertionError("there is one for each place");
        }

        @Override
        public Filter<?, ?> create(byte[] parameters, FilterSite site) {
            assertEquals(Topology.of(Shape.parse("2x2"), 4).ranks(site.node()), site.ranks());
            return new Adding(site.isFrontEnd() ? 50 : site.depth());
        }
    }

    @Test
    void aFilterMayBeAnotherAtEachNode() {
        try (TreeFixture tree = open(spec("adding"), node -> new FilterCatalog(List.of(new PlaceProvider())))) {
            ask(tree);
            answer(tree, 1, tree.all());
            assertEquals(4 + 2 + 50, value(1), "two junctions of depth 1 and the front-end");
        }
    }

    @Test
    void parametersChangeBetweenWavesAndThoseInFlightGoOnAsTheyBegan() {
        try (TreeFixture tree = open(spec("adding"), node -> catalog(10))) {
            ask(tree);
            answer(tree, 1, RankSet.range(0, 2));
            long change = stream.parameters(new byte[] {10});
            ask(tree);
            answer(tree, 3, tree.all());
            answer(tree, 1, RankSet.of(3));
            assertEquals(2, change);
            assertEquals(4, value(1));
            assertEquals(4 + 3 * 10, value(3), "two junctions and the front-end add ten each");
        }
    }

    @Test
    void whoTakesOverKnowsTheParametersToo() {
        try (TreeFixture tree = open(spec("adding"), node -> catalog(10))) {
            stream.parameters(new byte[] {10});
            tree.time.settle();
            ask(tree);
            tree.kill(1);
            tree.time.advance(10, TimeUnit.MILLISECONDS);
            answer(tree, 2, tree.all());
            assertEquals(4 + 2 * 10, value(2), "one junction and the front-end");
        }
    }

    @Test
    void parametersThatMakeNoSenseAreRefusedAndChangeNothing() {
        try (TreeFixture tree = open(spec("adding"), node -> catalog(10))) {
            assertEquals(Status.INVALID_ARGUMENT, refusalOf(() -> stream.parameters(new byte[2])));
            ask(tree);
            answer(tree, 1, tree.all());
            assertEquals(4, value(1));
        }
    }

    @Test
    void aStreamThatDropsMessagesKeepsItsParameters() {
        StreamSpec.Builder shedding = spec("adding").setSlowChild(SlowChild.SLOW_SHED);
        try (TreeFixture tree = open(shedding, node -> catalog(10))) {
            assertEquals(Status.INVALID_ARGUMENT, refusalOf(() -> stream.parameters(new byte[] {1})));
        }
    }

    @Test
    void aFilterThatThrowsFailsItsWaveWithRanksPlaceAndReason() {
        StreamSpec.Builder failing = spec("adding").setUpFilterParameters(ByteString.copyFrom(new byte[] {-1}));
        try (TreeFixture tree = open(failing, node -> catalog(10))) {
            ask(tree);
            answer(tree, 1, tree.all());
            String why = "as the wave was complete: java.lang.IllegalStateException: out of order";
            assertEquals(
                    Map.of(
                            "the filter failed at junction 1 " + why,
                            RankSet.range(0, 1),
                            "the filter failed at junction 2 " + why,
                            RankSet.range(2, 3)),
                    consumer.waves().get(1L).missing());
            stream.parameters(ONE);
            ask(tree);
            answer(tree, 3, tree.all());
            assertEquals(4 + 3, value(3));
            assertEquals(tree.topology.nodes(), tree.alive().size());
        }
    }

    @Test
    void aJunctionThatDoesNotKnowTheFilterFailsItsWavesAndStays() {
        try (TreeFixture tree = open(spec("adding"), node -> node == 1 ? UpFilters.catalog() : catalog(10))) {
            ask(tree);
            answer(tree, 1, tree.all());
            assertEquals(2, value(1));
            assertEquals(RankSet.range(2, 3), consumer.waves().get(1L).ranks());
            String why = consumer.waves().get(1L).missing().keySet().iterator().next();
            assertTrue(why.contains("at junction 1") && why.contains("filter 'adding': is not known here"), why);
            assertEquals(tree.topology.nodes(), tree.alive().size());
        }
    }

    @Test
    void theFrontEndRefusesAFilterThatItDoesNotKnow() {
        try (TreeFixture tree = TreeFixture.of("2x2", 4)) {
            StciException refused = assertThrows(StciException.class, () -> tree.open(spec("adding"), consumer));
            assertEquals(Status.NOT_FOUND, refused.status());
            assertTrue(refused.nextStep().startsWith("use one of concatenate, "), refused.getMessage());
        }
    }

    @Test
    void theTimeOfAWaveMayBeginWithItsFirstAnswer() {
        StreamSpec.Builder patient =
                spec("adding").setWaveClock(WaveClock.CLOCK_FIRST).setWaveTimeoutNs(TimeUnit.SECONDS.toNanos(3));
        try (TreeFixture tree = open(patient, node -> catalog(10))) {
            ask(tree);
            tree.time.advance(1, TimeUnit.HOURS);
            assertEquals(0, consumer.received.size());
            answer(tree, 1, RankSet.of(0));
            tree.time.advance(3, TimeUnit.SECONDS);
            assertEquals(RankSet.of(0), consumer.waves().get(1L).ranks());
        }
    }

    @Test
    void aWaveMayWaitForAllHoweverLong() {
        StreamSpec.Builder patient =
                spec("adding").setWaveClock(WaveClock.CLOCK_FIRST).setWaveTimeoutNs(0);
        try (TreeFixture tree = open(patient, node -> catalog(10))) {
            ask(tree);
            answer(tree, 1, RankSet.range(0, 2));
            tree.time.advance(10, TimeUnit.HOURS);
            assertEquals(0, consumer.received.size());
            answer(tree, 1, RankSet.of(3));
            assertEquals(4, value(1));
        }
    }

    private StreamSpec.Builder spec(String filter) {
        return TreeFixture.spec(filter, RankSet.all(4));
    }

    private static FilterCatalog catalog(int most) {
        return new FilterCatalog(List.of(new Provider(most)));
    }

    private TreeFixture open(StreamSpec.Builder spec, java.util.function.IntFunction<FilterCatalog> catalogs) {
        TreeFixture tree = TreeFixture.with("2x2", 4, catalogs);
        stream = tree.open(spec, consumer);
        stream.grant(RootProbe.PLENTY_BYTES);
        tree.time.settle();
        return tree;
    }

    private void ask(TreeFixture tree) {
        stream.send(new byte[0], 0, 0);
        tree.time.settle();
    }

    private static void answer(TreeFixture tree, long wave, RankSet ranks) {
        ranks.forEach(rank -> tree.probe(rank).answer(wave, ONE));
        tree.time.settle();
    }

    private int value(long wave) {
        return consumer.waves().get(wave).value()[0];
    }

    private static Status refusalOf(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(StciException.class, call).status();
    }
}
