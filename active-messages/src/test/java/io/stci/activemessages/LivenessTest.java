package io.stci.activemessages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Silence, and nodes that come back as others; a front-end (0) over two children (1 and 2). */
class LivenessTest {
    private final VirtualTree tree = new VirtualTree();
    private final VirtualTree.Member root = tree.member(0).listen();
    private final VirtualTree.Member first = tree.member(1);

    @BeforeEach
    void link() {
        first.join(0);
        tree.member(2).join(0);
    }

    @AfterEach
    void nothingLeaks() {
        tree.close();
    }

    @Test
    void nodesThatSayNothingKeepTheirLinksByHeartbeats() {
        tree.time.advance(60, TimeUnit.SECONDS);
        assertEquals(List.of("up 1", "up 2"), root.log);
        assertEquals(List.of("parent up"), first.log);
        assertEquals(List.of(), root.states);
    }

    @Test
    void aSilentPeerIsTorpidFirstAndDownLater() {
        tree.joinMute(3, 0, false);
        tree.time.advance(3, TimeUnit.SECONDS);
        assertEquals(List.of(3), root.node.torpidChildren());
        assertTrue(root.node.hasChild(3));
        tree.time.advance(8, TimeUnit.SECONDS);
        assertEquals(List.of("up 1", "up 2", "up 3", "down 3 UNAVAILABLE"), root.log);
        assertEquals(List.of(), root.node.torpidChildren());
        assertEquals(List.of("3 TORPID", "3 SUSPECT", "3 DOWN"), root.states);
    }

    @Test
    void aSilentPeerThatAnswersWhenItIsAskedStays() {
        tree.joinMute(3, 0, true);
        tree.time.advance(20, TimeUnit.SECONDS);
        assertTrue(root.node.hasChild(3));
        assertEquals(List.of("3 TORPID", "3 SUSPECT", "3 UP"), root.states.subList(0, 3));
        assertFalse(root.states.contains("3 DOWN"));
    }

    @Test
    void aParentIsJudgedLikeAChild() {
        tree.joinMute(3, 0, false);
        VirtualTree.Member orphan = tree.member(4);
        tree.muteParent(8);
        orphan.join(8);
        tree.time.advance(11, TimeUnit.SECONDS);
        assertEquals(List.of("parent TORPID", "parent SUSPECT", "parent DOWN"), orphan.states);
        assertEquals(List.of("parent up", "parent down UNAVAILABLE"), orphan.log);
    }

    @Test
    void aChildThatHasStartedAnewIsRefusedAndTheOldOneIsGone() {
        VirtualTree.Member again = tree.member(1).join(0, 2);
        assertEquals(List.of("up 1", "up 2", "down 1 CANCELLED", "restarted 1"), root.log);
        assertEquals(List.of("parent unreachable CANCELLED"), again.log);
        assertEquals(List.of("parent up", "parent down CANCELLED"), first.log);
        tree.member(1).join(0, 2);
        tree.member(1).join(0, 1);
        assertEquals(4, root.log.size(), "neither start comes back");
        assertFalse(root.node.hasChild(1));
    }

    @Test
    void anOlderStartOfAChildIsRefusedAndHarmsNobody() {
        tree.member(3).join(0, 7);
        VirtualTree.Member stale = tree.member(3).join(0, 6);
        assertEquals(List.of("parent unreachable CANCELLED"), stale.log);
        assertTrue(root.node.hasChild(3));
    }

    @Test
    void deadlinesThatDoNotRiseAreRefused() {
        for (long[] ns : new long[][] {{0, 2, 3, 4}, {3, 2, 3, 4}, {1, 4, 3, 5}, {1, 2, 4, 4}}) {
            StciException refused =
                    assertThrows(StciException.class, () -> new LivenessPolicy(ns[0], ns[1], ns[2], ns[3]));
            assertEquals(Status.INVALID_ARGUMENT, refused.status());
        }
    }
}
