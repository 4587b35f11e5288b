package io.stci.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptionTest {
    /** 0 over 1 and 2, these over 3 to 6, these over the agents 7 to 14. */
    private final Topology tree = Topology.of(Shape.levels(2, 2, 2), 8);

    private final Adoption alive = Adoption.of(tree);

    @Test
    void withoutDeathsItIsTheTopology() {
        assertEquals(0, alive.epoch());
        assertEquals(RankSet.empty(), alive.lost());
        for (int node = 0; node < tree.nodes(); node++) {
            assertFalse(alive.isDead(node));
            assertEquals(tree.parent(node), alive.parent(node));
            assertEquals(tree.depth(node), alive.depth(node));
            assertEquals(tree.ranks(node), alive.ranks(node));
            assertArrayEquals(tree.children(node), alive.children(node));
            assertArrayEquals(tree.nextHops(node, RankSet.of(2, 5)), alive.nextHops(node, RankSet.of(2, 5)));
        }
    }

    @Test
    void orphansGoToTheNearestLiveAncestorInThePlaceOfTheDead() {
        Adoption adoption = alive.with(1).with(4);
        assertArrayEquals(new int[] {3, 9, 10, 2}, adoption.children(0));
        assertEquals(0, adoption.parent(3));
        assertEquals(0, adoption.parent(9));
        assertEquals(1, adoption.depth(9));
        assertEquals(2, adoption.depth(7));
        assertArrayEquals(new int[] {9, 2}, adoption.nextHops(0, RankSet.of(2, 7)));
    }

    @Test
    void anOrphanTriesAllItsAncestorsDeadOrAlive() {
        Adoption adoption = alive.with(1);
        assertArrayEquals(new int[] {4, 1, 0}, adoption.ancestors(10));
        assertArrayEquals(new int[] {1, 0}, adoption.ancestors(4));
        assertArrayEquals(new int[] {}, adoption.ancestors(0));
        assertEquals(-1, adoption.parent(0));
    }

    @Test
    void aDeadNodeHasOrphansButNoChildren() {
        Adoption adoption = alive.with(1, 4);
        assertArrayEquals(new int[] {}, adoption.children(1));
        assertArrayEquals(new int[] {}, adoption.nextHops(1, RankSet.all(8)));
        assertArrayEquals(new int[] {3, 9, 10}, adoption.orphans(1));
        assertArrayEquals(new int[] {9, 10}, adoption.orphans(4));
        assertArrayEquals(new int[] {}, adoption.orphans(2));
        assertEquals(RankSet.range(0, 3), adoption.ranks(1));
        assertEquals(0, adoption.parent(4));
    }

    @Test
    void ranksOfDeadAgentsAreLostAndNobodysDestination() {
        Adoption adoption = alive.with(tree.node(2), tree.node(3), tree.node(6));
        assertEquals(RankSet.of(2, 3, 6), adoption.lost());
        assertEquals(RankSet.of(0, 1), adoption.ranks(1));
        assertEquals(RankSet.empty(), adoption.ranks(4));
        assertEquals(RankSet.empty(), adoption.ranks(tree.node(2)));
        assertArrayEquals(new int[] {3, 4}, adoption.children(1));
        assertArrayEquals(new int[] {3}, adoption.nextHops(1, RankSet.all(99)));
        assertArrayEquals(new int[] {2}, adoption.nextHops(0, RankSet.of(2, 6, 7)));
    }

    @Test
    void eachNewDeathRaisesTheEpochOnce() {
        Adoption adoption = alive.with(4);
        assertEquals(1, adoption.epoch());
        assertSame(adoption, adoption.with(4));
        assertSame(adoption, adoption.with());
        assertSame(adoption, adoption.with(4, 4));
        assertEquals(3, adoption.with(9, 4, 9, 1, 1).epoch());
        assertEquals(0, alive.epoch());
        assertArrayEquals(new int[] {1, 4, 9}, adoption.with(9, 4, 9, 1, 1).dead());
    }

    @Test
    void equalsAnotherWithTheSameDeathsInATreeLaidOutAlike() {
        Adoption other =
                Adoption.of(Topology.of(Shape.parse("2x2x2"), 8)).with(9).with(1);
        assertEquals(alive.with(1, 9), other);
        assertEquals(alive.with(1, 9).hashCode(), other.hashCode());
        assertEquals(alive.with(1).with(other.dead()), other);
        assertNotEquals(alive.with(1), other);
        assertNotEquals(alive.with(1, 10), other);
        assertNotEquals(Adoption.of(Topology.of(Shape.kary(2), 8)), alive);
        assertNotEquals(Adoption.of(Topology.of(Shape.kary(2), 8)), Adoption.of(Topology.of(Shape.kary(2), 9)));
    }

    @Test
    void printsHowManyAreDead() {
        assertEquals("2x2x2 over 8 agents, 0 nodes dead", alive.toString());
        assertEquals("2x2x2 over 8 agents, 1 node dead", alive.with(3).toString());
    }

    @Test
    void theFrontEndNeverDies() {
        StciException thrown = assertThrows(StciException.class, () -> alive.with(3, 0));
        assertEquals(Status.INVALID_ARGUMENT, thrown.status());
        assertEquals("front-end 0: can't be replaced by another node; end the session", thrown.getMessage());
        Adoption rest = alive.with(IntStream.range(1, tree.nodes()).toArray());
        assertArrayEquals(new int[] {}, rest.children(0));
        assertEquals(RankSet.all(8), rest.lost());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 15, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void everyMethodRefusesANodeThatIsNotThere(int node) {
        assertOutOfBounds(alive::with, node);
        assertOutOfBounds(alive::isDead, node);
        assertOutOfBounds(alive::parent, node);
        assertOutOfBounds(alive::ancestors, node);
        assertOutOfBounds(alive::depth, node);
        assertOutOfBounds(alive::children, node);
        assertOutOfBounds(alive::orphans, node);
        assertOutOfBounds(alive::ranks, node);
        assertOutOfBounds(id -> alive.nextHops(id, RankSet.empty()), node);
    }

    @Test
    void callersMayChangeTheArraysTheyGetAndGive() {
        int[] dead = {1, 4};
        Adoption adoption = alive.with(dead);
        Arrays.fill(dead, 2);
        Arrays.fill(adoption.dead(), 99);
        Arrays.fill(adoption.children(0), 99);
        assertArrayEquals(new int[] {1, 4}, adoption.dead());
        assertArrayEquals(new int[] {3, 9, 10, 2}, adoption.children(0));
    }

    @Test
    void aMillionAgentsLoseJunctionsByTheThousand() {
        Topology large = Topology.of(Shape.kary(16), 1_000_000);
        int[] dead = IntStream.rangeClosed(1, large.junctions())
                .filter(node -> node % 50 == 0)
                .toArray();
        Adoption adoption = Adoption.of(large).with(dead);
        assertTrue(dead.length > 1_000);
        int agents = 0;
        for (int rank = 0; rank < large.agents(); rank++) {
            int parent = adoption.parent(large.node(rank));
            agents += parent % 50 == 0 && parent > 0 ? 0 : 1;
        }
        assertEquals(1_000_000, agents);
        assertEquals(RankSet.all(1_000_000), adoption.ranks(Topology.ROOT));
    }

    private static void assertOutOfBounds(IntConsumer call, int node) {
        assertThrows(IndexOutOfBoundsException.class, () -> call.accept(node));
    }
}
