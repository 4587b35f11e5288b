package io.stci.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsShapeTest {
    private static final int MAX_AGENTS = 300;
    private static final long SEED = 20240609;

    static IntStream fanouts() {
        return IntStream.rangeClosed(2, 17);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "groups:1;2|[.]",
                "groups:4;2|[[. . . .]]",
                "groups:1,1,1;4|[. . .]",
                "groups:4,4,8;16|[[. . . .] [. . . .] [. . . . . . . .]]",
                "groups:1,2,1,3;4|[. [. .] . [. . .]]",
                "groups:2,2,2;2|[[[. .] [. .]] [. .]]",
                "groups:1,1,2;2|[[. .] [. .]]",
                "groups:2,1,1;2|[[[. .] .] .]",
                "groups:2,1,3,1,1;3|[[[. .] . [. . .]] [. .]]"
            })
    void groupsShareAJunctionAndStandUnderAnEvenTree(String spec, String drawing) {
        assertEquals(drawing, draw(tree(Shape.parse(spec)), Topology.ROOT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups:1;2", "groups:4,4,8;16", "groups:1,1;16777216", "groups:16777216;2"})
    void printsWhatItParsed(String spec) {
        Shape shape = Shape.parse(spec);
        assertEquals(spec, shape.toString());
        assertEquals(shape, Shape.parse(shape.toString()));
        assertEquals(shape.hashCode(), Shape.parse(spec).hashCode());
    }

    @Test
    void equalsWhatTheFactoryMakesOfACopy() {
        int[] sizes = {4, 4, 8};
        Shape shape = Shape.groups(16, sizes);
        sizes[0] = 99;
        assertEquals(Shape.parse("groups:4,4,8;16"), shape);
        assertEquals(16, shape.agents().orElseThrow());
        assertNotEquals(Shape.groups(8, 4, 4, 8), shape);
        assertNotEquals(Shape.groups(16, 4, 8, 4), shape);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "groups:|'' has no fan-out behind a semicolon",
                "groups:4,4|'4,4' has no fan-out behind a semicolon",
                "groups:;4|'' is not a group size",
                "groups:4,,4;4|'' is not a group size",
                "groups:4, 4;4|' 4' is not a group size",
                "groups:4,04;4|'04' is not a group size",
                "groups:4,0;4|group size 0 must be at least 1",
                "groups:4,4;|'' is not a fan-out",
                "groups:4,4;4;4|'4;4' is not a fan-out",
                "groups:4,4;1|fan-out 1 must be at least 2",
                "groups:4,4;16777217|fan-out 16777217 must be at most 16777216",
                "groups:16777217;2|group size 16777217 brings the tree above 16777216 agents",
                "groups:16777215,2;2|group size 2 brings the tree above 16777216 agents",
                "groups:999999999,999999999,999999999;2|group size 999999999 brings the tree above 16777216 agents",
                "file|it stands for a tree that was read from text"
            })
    void saysWhichPartIsWrong(String spec, String reason) {
        StciException thrown = assertThrows(StciException.class, () -> Shape.parse(spec));
        assertEquals(Status.INVALID_ARGUMENT, thrown.status());
        assertEquals(reason, thrown.reason());
        assertTrue(thrown.nextStep().contains("groups:4,4,8;16 (sizes of groups; fan-out)"));
    }

    @Test
    void factoryRefusesNoGroupsAndTooMany() {
        assertEquals("0 groups", culprit(new int[0]));
        assertEquals("1048577 groups", culprit(ones(GroupsShape.MAX_GROUPS + 1)));
        assertEquals("group size -3", culprit(new int[] {4, -3}));
    }

    @Test
    void aLongListIsCutInTheMessage() {
        StciException thrown = assertThrows(StciException.class, () -> Topology.of(Shape.groups(16, ones(100_000)), 7));
        assertTrue(thrown.getMessage().contains("holds 100000 agents, but 7 are asked for"));
        assertTrue(thrown.getMessage().length() < 300, thrown.getMessage());
    }

    @ParameterizedTest
    @MethodSource("fanouts")
    void everyDivisionIntoGroupsGivesASoundTree(int fanout) {
        Random random = new Random(SEED + fanout);
        for (int agents = 1; agents <= MAX_AGENTS; agents++) {
            checkGroups(fanout, ones(agents), random);
            checkGroups(fanout, new int[] {agents}, random);
            checkGroups(fanout, randomSizes(agents, 3, random), random);
            checkGroups(fanout, randomSizes(agents, 2 * fanout, random), random);
        }
    }

    @Test
    void asManyGroupsAsPossibleKeepTheDepthBound() {
        int[] pairs = new int[GroupsShape.MAX_GROUPS];
        Arrays.fill(pairs, 2);
        Topology tree = tree(Shape.groups(2, pairs));
        assertEquals(21, tree.height());
        assertTrue(tree.height() <= Shape.MAX_LEVELS);
        assertEquals(RankSet.of(2_097_150, 2_097_151), tree.ranks(tree.junctions()));
    }

    private static void checkGroups(int fanout, int[] sizes, Random random) {
        Topology tree = tree(Shape.groups(fanout, sizes));
        TreeInvariants.check(tree);
        TreeInvariants.checkNextHops(tree, random);
        int above = ceilLog(fanout, sizes.length);
        assertTrue(tree.height() <= Math.max(1, above) + 1, tree.toString());
        boolean[] groupJunctions = new boolean[tree.junctions() + 1];
        int first = 0;
        for (int size : sizes) {
            checkGroup(tree, first, size, groupJunctions);
            first += size;
        }
        checkOthers(tree, fanout, groupJunctions);
    }

    private static void checkGroup(Topology tree, int firstRank, int size, boolean[] groupJunctions) {
        int parent = tree.parent(tree.node(firstRank));
        if (size == 1) {
            return;
        }
        assertEquals(Role.JUNCTION, tree.role(parent), tree.toString());
        assertEquals(RankSet.range(firstRank, firstRank + size - 1), tree.ranks(parent), tree.toString());
        assertEquals(size, tree.childCount(parent), tree.toString());
        assertFalse(groupJunctions[parent], tree.toString());
        groupJunctions[parent] = true;
    }

    private static void checkOthers(Topology tree, int fanout, boolean[] groupJunctions) {
        for (int node = 0; node <= tree.junctions(); node++) {
            int children = tree.childCount(node);
            assertTrue(groupJunctions[node] || children <= fanout, tree + ": node " + node);
            assertTrue(node == Topology.ROOT || children >= 2, tree + ": node " + node);
        }
    }

    private static int[] randomSizes(int agents, int most, Random random) {
        int[] rest = {agents};
        return IntStream.generate(() -> Math.min(rest[0], 1 + random.nextInt(most)))
                .takeWhile(size -> size > 0)
                .peek(size -> rest[0] -= size)
                .toArray();
    }

    private static int ceilLog(int base, int number) {
        int log = 0;
        for (long power = 1; power < number; power *= base) {
            log++;
        }
        return log;
    }

    private static int[] ones(int count) {
        return IntStream.generate(() -> 1).limit(count).toArray();
    }

    private static String culprit(int[] sizes) {
        return assertThrows(StciException.class, () -> Shape.groups(2, sizes)).culprit();
    }

    private static Topology tree(Shape shape) {
        return Topology.of(shape, shape.agents().orElseThrow());
    }

    private static String draw(Topology tree, int node) {
        return tree.role(node) == Role.AGENT
                ? "."
                : Arrays.stream(tree.children(node))
                        .mapToObj(child -> draw(tree, child))
                        .collect(Collectors.joining(" ", "[", "]"));
    }
}
