package io.stci.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flat|3|[. . .]",
                "kary:4|1|[.]",
                "kary:4|4|[. . . .]",
                "kary:4|5|[[. . .] [. .]]",
                "kary:4|10|[[. . . .] [. . .] [. . .]]",
                "kary:4|16|[[. . . .] [. . . .] [. . . .] [. . . .]]",
                "kary:2|5|[[[. .] .] [. .]]",
                "kary:3|2|[. .]",
                "knomial:2|1|[.]",
                "knomial:2|2|[. .]",
                "knomial:2|3|[[. .] .]",
                "knomial:2|6|[[[. .] . .] [. .]]",
                "knomial:3|9|[[. . .] [. . .] . . .]",
                "knomial:4|5|[[. . . .] .]",
                "4|4|[. . . .]",
                "2x3|6|[[. . .] [. . .]]",
                "4x1|4|[[.] [.] [.] [.]]",
                "1x1x2|2|[[[. .]]]"
            })
    void laysOutWhatTheShapeSays(String spec, int agents, String drawing) {
        assertEquals(drawing, draw(Topology.of(Shape.parse(spec), agents), Topology.ROOT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kary:4|64|16 16 16 16|20",
                "kary:4|17|9 8|8",
                "kary:16|1000|250 250 250 250|68",
                "knomial:2|16|8 4 2 1 1|7",
                "knomial:2|11|8 3|6",
                "knomial:3|27|9 9 3 3 1 1 1|8",
                "knomial:3|10|9 1|3",
                "8x8x8|512|64 64 64 64 64 64 64 64|72"
            })
    void dividesTheRanksAmongTheFrontEndsChildren(String spec, int agents, String sizes, int junctions) {
        Topology tree = Topology.of(Shape.parse(spec), agents);
        String actual = Arrays.stream(tree.children(Topology.ROOT))
                .mapToObj(child -> "" + tree.ranks(child).size())
                .collect(Collectors.joining(" "));
        assertEquals(sizes, actual);
        assertEquals(junctions, tree.junctions());
    }

    @Test
    void numbersJunctionsBreadthFirstAndAgentsByRank() {
        Topology tree = Topology.of(Shape.levels(2, 2, 2), 8);
        assertArrayEquals(new int[] {1, 2}, tree.children(0));
        assertArrayEquals(new int[] {3, 4}, tree.children(1));
        assertArrayEquals(new int[] {5, 6}, tree.children(2));
        assertArrayEquals(new int[] {9, 10}, tree.children(4));
        assertEquals(RankSet.range(2, 3), tree.ranks(4));
        assertEquals(4, tree.parent(tree.node(3)));
        assertEquals("2x2x2 over 8 agents", tree.toString());
    }

    @Test
    void nextHopsLeaveOutForeignRanksAndEmptyBranches() {
        Topology tree = Topology.of(Shape.kary(4), 16);
        assertArrayEquals(new int[] {1, 3}, tree.nextHops(0, RankSet.of(0, 3, 8)));
        assertArrayEquals(new int[] {tree.node(8)}, tree.nextHops(3, RankSet.of(0, 3, 8)));
        assertArrayEquals(new int[] {}, tree.nextHops(2, RankSet.of(0, 3, 8, 16, 99)));
        assertArrayEquals(new int[] {}, tree.nextHops(0, RankSet.empty()));
        assertArrayEquals(new int[] {}, tree.nextHops(tree.node(3), RankSet.of(3)));
        assertArrayEquals(new int[] {1, 2, 3, 4}, tree.nextHops(0, RankSet.all(99)));
    }

    @Test
    void callersMayChangeTheArraysTheyGet() {
        Topology tree = Topology.of(Shape.kary(4), 16);
        Arrays.fill(tree.children(0), 99);
        Arrays.fill(tree.nextHops(0, RankSet.all(16)), 99);
        assertArrayEquals(new int[] {1, 2, 3, 4}, tree.children(0));
        assertArrayEquals(new int[] {1, 2, 3, 4}, tree.nextHops(0, RankSet.all(16)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 21, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void everyMethodRefusesANodeThatIsNotThere(int node) {
        Topology tree = Topology.of(Shape.kary(4), 16);
        assertOutOfBounds(() -> tree.role(node));
        assertOutOfBounds(() -> tree.parent(node));
        assertOutOfBounds(() -> tree.children(node));
        assertOutOfBounds(() -> tree.childCount(node));
        assertOutOfBounds(() -> tree.rank(node));
        assertOutOfBounds(() -> tree.ranks(node));
        assertOutOfBounds(() -> tree.depth(node));
        assertOutOfBounds(() -> tree.nextHops(node, RankSet.empty()));
        assertOutOfBounds(() -> tree.node(node));
    }

    @Test
    void onlyAgentsHaveARank() {
        Topology tree = Topology.of(Shape.kary(4), 16);
        assertRefused("front-end 0: has no rank; name an agent, node 5 to 20", () -> tree.rank(0));
        assertRefused("junction 4: has no rank; name an agent, node 5 to 20", () -> tree.rank(4));
        assertEquals(0, tree.rank(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, RankSet.MAX_RANKS + 1, Integer.MAX_VALUE})
    void refusesANumberOfAgentsThatRanksCannotName(int agents) {
        assertRefused(
                agents + " agents: must be between 1 and 16777216; ask for a number in that range",
                () -> Topology.of(Shape.flat(), agents));
    }

    @Test
    void refusesLevelsThatHoldAnotherNumberOfAgents() {
        assertRefused(
                "topology '4x4': holds 16 agents, but 10 are asked for; "
                        + "ask for 16 or take a shape that fits any number, such as kary:8",
                () -> Topology.of(Shape.levels(4, 4), 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "kary:2", "kary:16", "knomial:2", "knomial:16", "100x100x100", "1000000x1"})
    void holdsAMillionAgents(String spec) {
        Topology tree = Topology.of(Shape.parse(spec), 1_000_000);
        int deepest = 0;
        for (int rank = 0; rank < tree.agents(); rank++) {
            deepest = Math.max(deepest, tree.depth(tree.node(rank)));
        }
        assertEquals(tree.height(), deepest);
        assertTrue(tree.height() <= Shape.MAX_LEVELS);
        assertEquals(999_999, tree.ranks(tree.nodes() - 1).first());
    }

    @Test
    void holdsAsManyAgentsAsThereAreRanks() {
        Topology tree = Topology.of(Shape.kary(4096), RankSet.MAX_RANKS);
        assertEquals(4096, tree.junctions());
        assertEquals(RankSet.MAX_RANKS - 1, tree.rank(tree.nodes() - 1));
        assertEquals(RankSet.range(RankSet.MAX_RANKS - 4096, RankSet.MAX_RANKS - 1), tree.ranks(4096));
    }

    private static String draw(Topology tree, int node) {
        return tree.role(node) == Role.AGENT
                ? "."
                : Arrays.stream(tree.children(node))
                        .mapToObj(child -> draw(tree, child))
                        .collect(Collectors.joining(" ", "[", "]"));
    }

    private static void assertOutOfBounds(Executable call) {
        assertThrows(IndexOutOfBoundsException.class, call);
    }

    private static void assertRefused(String message, Executable call) {
        StciException thrown = assertThrows(StciException.class, call);
        assertEquals(Status.INVALID_ARGUMENT, thrown.status());
        assertEquals(message, thrown.getMessage());
    }
}
