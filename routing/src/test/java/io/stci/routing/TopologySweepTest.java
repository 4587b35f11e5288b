package io.stci.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every size up to 300 in every shape, against what must hold for all trees and for each kind. */
class TopologySweepTest {
    private static final int MAX_AGENTS = 300;
    private static final long SEED = 20240607;

    static Stream<Shape> freeShapes() {
        return Stream.of(
                        IntStream.rangeClosed(2, 17).mapToObj(Shape::kary),
                        IntStream.rangeClosed(2, 5).mapToObj(Shape::knomial),
                        Stream.of(Shape.flat()))
                .flatMap(shapes -> shapes);
    }

    static IntStream karyFanouts() {
        return IntStream.rangeClosed(2, 17);
    }

    static IntStream knomialBases() {
        return IntStream.rangeClosed(2, 5);
    }

    @ParameterizedTest
    @MethodSource("freeShapes")
    void everySizeGivesASoundTree(Shape shape) {
        for (int agents = 1; agents <= MAX_AGENTS; agents++) {
            TreeInvariants.check(Topology.of(shape, agents));
            TreeInvariants.checkIdsOfChildrenRise(Topology.of(shape, agents));
        }
    }

    @ParameterizedTest
    @MethodSource("freeShapes")
    void nextHopsAreThoseOnThePathsOfTheDestinations(Shape shape) {
        Random random = new Random(SEED);
        for (int agents = 1; agents <= MAX_AGENTS; agents++) {
            TreeInvariants.checkNextHops(Topology.of(shape, agents), random);
        }
    }

    @ParameterizedTest
    @MethodSource("freeShapes")
    void noJunctionHasASingleChild(Shape shape) {
        for (int agents = 1; agents <= MAX_AGENTS; agents++) {
            Topology tree = Topology.of(shape, agents);
            for (int junction = 1; junction <= tree.junctions(); junction++) {
                assertTrue(tree.childCount(junction) >= 2, tree + ": junction " + junction);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("karyFanouts")
    void karyHasTheFewestLevelsThatKeepTheFanOut(int fanout) {
        for (int agents = 1; agents <= MAX_AGENTS; agents++) {
            Topology tree = Topology.of(Shape.kary(fanout), agents);
            assertEquals(Math.max(1, ceilLog(fanout, agents)), tree.height(), tree.toString());
            for (int node = 0; node <= tree.junctions(); node++) {
                assertTrue(tree.childCount(node) <= fanout, tree + ": node " + node);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("karyFanouts")
    void karySubtreesOfALevelDifferByAtMostOneAgent(int fanout) {
        for (int agents = 1; agents <= MAX_AGENTS; agents++) {
            Topology tree = Topology.of(Shape.kary(fanout), agents);
            int[] least = new int[tree.height() + 1];
            int[] most = new int[tree.height() + 1];
            for (int node = 0; node < tree.nodes(); node++) {
                int depth = tree.depth(node);
                int size = tree.ranks(node).size();
                least[depth] = least[depth] == 0 ? size : Math.min(least[depth], size);
                most[depth] = Math.max(most[depth], size);
                assertTrue(most[depth] - least[depth] <= 1, tree + ": depth " + depth);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("knomialBases")
    void knomialChildrenShrinkAndKeepTheDepthBound(int k) {
        for (int agents = 1; agents <= MAX_AGENTS; agents++) {
            Topology tree = Topology.of(Shape.knomial(k), agents);
            int levels = Math.max(1, ceilLog(k, agents));
            assertTrue(tree.height() <= levels, tree.toString());
            assertTrue(tree.childCount(Topology.ROOT) <= (k - 1) * levels + 1, tree.toString());
            for (int node = 0; node <= tree.junctions(); node++) {
                assertFallingSizes(tree, tree.children(node));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("knomialBases")
    void knomialIsAsDeepAsItsPower(int k) {
        int agents = k;
        for (int power = 1; agents <= MAX_AGENTS; power++, agents *= k) {
            Topology tree = Topology.of(Shape.knomial(k), agents);
            assertEquals(power, tree.height(), tree.toString());
            assertEquals((k - 1) * power + 1, tree.childCount(Topology.ROOT), tree.toString());
        }
    }

    @Test
    void flatHasNoJunctions() {
        for (int agents = 1; agents <= MAX_AGENTS; agents++) {
            Topology tree = Topology.of(Shape.flat(), agents);
            assertEquals(0, tree.junctions());
            assertEquals(1, tree.height());
            assertEquals(agents, tree.childCount(Topology.ROOT));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "8", "300", "8x8", "4x4x4", "4x1", "1x4", "1x1x1", "2x3x5x7", "17x17", "3x1x3", "1x1x100"})
    void levelsGiveExactlyTheFanOutsAskedFor(String spec) {
        Shape shape = Shape.parse(spec);
        int[] fanouts = Stream.of(spec.split("x")).mapToInt(Integer::parseInt).toArray();
        Topology tree = Topology.of(shape, shape.agents().orElseThrow());
        TreeInvariants.check(tree);
        TreeInvariants.checkIdsOfChildrenRise(tree);
        TreeInvariants.checkNextHops(tree, new Random(SEED));
        assertEquals(fanouts.length, tree.height());
        for (int node = 0; node < tree.nodes(); node++) {
            boolean leaf = tree.depth(node) == fanouts.length;
            assertEquals(leaf ? 0 : fanouts[tree.depth(node)], tree.childCount(node), spec);
        }
    }

    private static void assertFallingSizes(Topology tree, int[] children) {
        for (int i = 1; i < children.length; i++) {
            RankSet left = tree.ranks(children[i - 1]);
            RankSet right = tree.ranks(children[i]);
            assertTrue(left.size() >= right.size(), tree + ": " + left + " before " + right);
        }
    }

    private static int ceilLog(int base, int number) {
        int log = 0;
        for (long power = 1; power < number; power *= base) {
            log++;
        }
        return log;
    }
}
