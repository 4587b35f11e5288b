package io.stci.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every few deaths in small trees, and many in large ones, against a model that climbs. */
class AdoptionSweepTest {
    private static final int MAX_NODES = 60;
    private static final long SEED = 20240611;

    static Stream<Topology> smallTrees() {
        return Stream.of(
                        sizes("kary:2", 2, 3, 5, 8, 13, 20, 30),
                        sizes("kary:3", 4, 10, 19, 36),
                        sizes("kary:4", 5, 16, 44),
                        sizes("kary:5", 6, 25, 46),
                        sizes("knomial:2", 3, 8, 16, 30),
                        sizes("knomial:3", 5, 9, 27, 38),
                        sizes("flat", 1, 10, 59),
                        fixed("2x3", "3x3x3", "2x2x2x2", "4x1", "1x1x1x4", "6x8"),
                        fixed("groups:1,4,1,2;2", "groups:3,1,5,1,7,9;3"))
                .flatMap(trees -> trees);
    }

    static Stream<Topology> largeTrees() {
        return Stream.of(
                        sizes("kary:2", 700, 2_500),
                        sizes("kary:16", 300, 4_600),
                        sizes("knomial:2", 1_000),
                        sizes("knomial:3", 2_000),
                        sizes("flat", 500),
                        fixed("10x10x10", "40x100", "groups:" + "1,9,30,".repeat(90) + "2;4"))
                .flatMap(trees -> trees);
    }

    @ParameterizedTest
    @MethodSource("smallTrees")
    void everySetOfUpToThreeDeathsLeavesASoundTree(Topology tree) {
        assertTrue(tree.nodes() <= MAX_NODES, tree.toString());
        int[] preorder = AdoptionModel.preorder(tree);
        Random random = new Random(SEED);
        check(tree, preorder, random);
        for (int a = 1; a < tree.nodes(); a++) {
            check(tree, preorder, random, a);
            for (int b = a + 1; b < tree.nodes(); b++) {
                check(tree, preorder, random, a, b);
                for (int c = b + 1; c < tree.nodes(); c++) {
                    check(tree, preorder, random, a, b, c);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("largeTrees")
    void everyRandomSetOfDeathsLeavesASoundTree(Topology tree) {
        int[] preorder = AdoptionModel.preorder(tree);
        Random random = new Random(SEED);
        for (double share : new double[] {0.001, 0.02, 0.1, 0.4}) {
            int[] dead = randomNodes(tree, share, random);
            AdoptionModel model = new AdoptionModel(tree, preorder, dead);
            Adoption adoption = Adoption.of(tree).with(dead);
            model.checkTree(adoption);
            model.checkReach(adoption);
            model.checkRanks(adoption);
            model.checkNextHops(adoption, randomRanks(tree, 0.01, random));
            model.checkNextHops(adoption, randomRanks(tree, 0.7, random));
            model.checkNextHops(adoption, RankSet.all(tree.agents() + 9));
        }
    }

    @ParameterizedTest
    @MethodSource("largeTrees")
    void allSurvivorsComputeTheSameTreeHoweverTheyLearnOfDeaths(Topology tree) {
        Random random = new Random(SEED);
        int[] dead = randomNodes(tree, 0.3, random);
        Adoption atOnce = Adoption.of(tree).with(dead);
        for (int survivor = 0; survivor < 10; survivor++) {
            Adoption learned = learnInPieces(tree, shuffled(dead, random), random);
            assertEquals(atOnce, learned);
            assertEquals(atOnce.hashCode(), learned.hashCode());
            assertEquals(atOnce.epoch(), learned.epoch());
            for (int node = 0; node < tree.nodes(); node++) {
                assertArrayEquals(atOnce.children(node), learned.children(node));
                assertEquals(atOnce.parent(node), learned.parent(node));
            }
        }
    }

    @Test
    void mixedTreesFromTextAreAdoptedToo() {
        Topology tree = ExplicitTopology.parse(
                        "a:0 => a:1 b:0 a:2 c:0 ;\nb:0 => b:1 d:0 ;\nc:0 => e:0 c:1 ;\nd:0 => d:1 ;\ne:0 => e:1 e:2 ;")
                .topology();
        everySetOfUpToThreeDeathsLeavesASoundTree(tree);
    }

    private static void check(Topology tree, int[] preorder, Random random, int... dead) {
        AdoptionModel model = new AdoptionModel(tree, preorder, dead);
        Adoption adoption = Adoption.of(tree);
        for (int node : dead) {
            adoption = adoption.with(node);
        }
        assertSameInAllOrders(tree, adoption, dead);
        model.checkTree(adoption);
        model.checkReach(adoption);
        if (dead.length < 3 || random.nextInt(8) == 0) {
            model.checkRanks(adoption);
            model.checkNextHops(adoption, randomRanks(tree, random.nextDouble(), random));
        }
    }

    private static void assertSameInAllOrders(Topology tree, Adoption expected, int[] dead) {
        for (int first = 0; first < dead.length; first++) {
            for (int next = 1; next < dead.length; next++) {
                Adoption other = Adoption.of(tree).with(dead[first]);
                for (int i = 0; i < dead.length; i++) {
                    other = other.with(dead[(first + i * next) % dead.length]);
                }
                assertEquals(expected, other.with(dead));
            }
        }
    }

    /** Pieces overlap: some deaths are told twice. */
    private static Adoption learnInPieces(Topology tree, int[] dead, Random random) {
        Adoption adoption = Adoption.of(tree);
        for (int from = 0; from < dead.length; ) {
            int to = Math.min(dead.length, from + 1 + random.nextInt(50));
            adoption = adoption.with(Arrays.copyOfRange(dead, Math.max(0, from - random.nextInt(5)), to));
            from = to;
        }
        return adoption;
    }

    private static int[] randomNodes(Topology tree, double share, Random random) {
        return IntStream.range(1, tree.nodes())
                .filter(node -> random.nextDouble() < share)
                .toArray();
    }

    private static RankSet randomRanks(Topology tree, double share, Random random) {
        return RankSet.of(IntStream.range(0, tree.agents())
                .filter(rank -> random.nextDouble() < share)
                .toArray());
    }

    private static int[] shuffled(int[] nodes, Random random) {
        List<Integer> list = new ArrayList<>(IntStream.of(nodes).boxed().toList());
        Collections.shuffle(list, random);
        return list.stream().mapToInt(i -> i).toArray();
    }

    private static Stream<Topology> sizes(String spec, int... sizes) {
        return IntStream.of(sizes).mapToObj(agents -> Topology.of(Shape.parse(spec), agents));
    }

    private static Stream<Topology> fixed(String... specs) {
        return Stream.of(specs)
                .map(Shape::parse)
                .map(shape -> Topology.of(shape, shape.agents().orElseThrow()));
    }
}
