package io.stci.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.activemessages.LivenessPolicy;
import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.testkit.CountingAllocator;
import io.stci.testkit.VirtualTime;
import io.stci.transport.NettyTransport;
import io.stci.wire.AdoptedNode;
import io.stci.wire.TreeEvent;
import io.stci.wire.UnlinkedNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a front-end knows of a 2x2x2 tree, and tells: junctions 1 and 2, below them 3 to 6, agents 7 to 14 with ranks 0 to 7.
 */
class LiveTreeTest {
    private final VirtualTime time = new VirtualTime();
    private final CountingAllocator allocator = new CountingAllocator();
    private final Node node = new Node(
            Topology.ROOT, NettyTransport.on(time.loop(), allocator).scheduler(), allocator, LivenessPolicy.standard());
    private final List<String> heard = new ArrayList<>();
    private final Topology topology = Topology.of(Shape.parse("2x2x2"), 8);
    private final TreeWatch watch = new TreeWatch(node, topology, "host", new Recorder(), () -> {});

    private final class Recorder implements SessionListener {
        @Override
        public void onJunctionGone(int junction, String cause) {
            heard.add("gone " + junction + ": " + cause);
        }

        @Override
        public void onAdopted(int child, int parent) {
            heard.add(child + " to " + parent);
        }

        @Override
        public void onRepair(Repair repair) {
            heard.add(repair.text() + " " + repair.newParents());
        }
    }

    @BeforeEach
    void form() {
        for (int id = 1; id < topology.nodes(); id++) {
            assertEquals(LinkState.AWAITED, tree().state(id));
            watch.joined(id);
        }
        assertTrue(tree().isSettled());
    }

    @Test
    void whileNothingHappensItIsTheTreeAsLaidOut() {
        SessionTree tree = tree();
        for (int id = 0; id < topology.nodes(); id++) {
            assertEquals(topology.parent(id), tree.parent(id));
            assertArrayEquals(topology.children(id), tree.children(id));
        }
        assertEquals(3, tree.height());
        assertEquals("""
                front-end
                  junction 1
                    junction 3: agents 0,1
                    junction 4: agents 2,3
                  junction 2
                    junction 5: agents 4,5
                    junction 6: agents 6,7
                """, tree.text());
    }

    @Test
    void theChildrenOfAJunctionThatDiesAreOrphansUntilAllHaveAParent() {
        watch.processEnded(3, "junction process 7", "was killed by SIGKILL");
        assertEquals(LinkState.GONE, tree().state(3));
        assertArrayEquals(new int[] {7, 8}, tree().orphans());
        assertEquals(SessionTree.NONE, tree().parent(7));
        assertEquals(1, tree().nearestAncestor(7));
        adopt(20, 7, 1);
        assertEquals(1, tree().parent(7));
        assertArrayEquals(new int[] {8}, tree().orphans());
        adopt(30, 8, 1);
        assertTrue(tree().isSettled());
        assertArrayEquals(new int[] {4, 7, 8}, tree().children(1));
        assertHeard(
                "gone 3: its process was killed by SIGKILL",
                "7 to 1",
                "8 to 1",
                "junction 3 on host: its process was killed by SIGKILL; 2 nodes found another parent in 50 ms {7=1, 8=1}");
        assertEquals(Map.of(3, "its process was killed by SIGKILL"), tree().gone());
    }

    @Test
    void whoIsPassedOverIsGoneWithItsReason() {
        down(1, 0, "node 1 was silent for 3000 ms");
        assertEquals(LinkState.ORPHAN, tree().state(1));
        adopt(10, 7, 0);
        assertEquals(Map.of(1, "node 1 was silent for 3000 ms", 3, "its link was lost"), tree().gone());
        assertArrayEquals(new int[] {4, 8}, tree().orphans());
        assertEquals(LinkState.LINKED, tree().state(9), "still below junction 4");
        adopt(10, 8, 0);
        adopt(10, 4, 0);
        assertHeard(
                "gone 3: its link was lost",
                "gone 1: node 1 was silent for 3000 ms",
                "7 to 0",
                "8 to 0",
                "junction 3 on host: its link was lost; 2 nodes found another parent in 10 ms {7=0, 8=0}",
                "4 to 0",
                "junction 1 on host: node 1 was silent for 3000 ms; 1 node found another parent in 30 ms {4=0}");
        assertArrayEquals(new int[] {2, 4, 7, 8}, tree().children(0));
    }

    @Test
    void whoHasMovedMayMoveAgain() {
        gone(3);
        adopt(1, 7, 1);
        adopt(1, 8, 1);
        heard.clear();
        gone(1);
        assertArrayEquals(new int[] {4, 7, 8}, tree().orphans());
        adopt(5, 4, 0);
        adopt(5, 7, 0);
        adopt(5, 8, 0);
        assertHeard(
                "gone 1: its process died",
                "4 to 0",
                "7 to 0",
                "8 to 0",
                "junction 1 on host: its process died; 3 nodes found another parent in 15 ms {4=0, 7=0, 8=0}");
        assertArrayEquals(new int[] {2, 4, 7, 8}, tree().children(0));
    }

    @Test
    void whoIsGivenUpIsGoneWithAllBelowThatHasNoOtherParent() {
        gone(1);
        adopt(1, 3, 0);
        watch.lost(1, RankSet.parse("2-3"), "was closed by the other end");
        assertEquals(LinkState.LINKED, tree().state(3));
        for (int lost : new int[] {1, 4, 9, 10}) {
            assertEquals(LinkState.GONE, tree().state(lost));
        }
        assertTrue(tree().isSettled());
        assertHeard(
                "gone 1: its process died",
                "3 to 0",
                "junction 1 on host: its process died; 1 node found another parent in 1 ms {3=0}");
        assertTrue(tree().text().endsWith("""
                gone:
                  junction 1: its process died
                  junction 4: with a node above
                  agents 2,3: with a node above
                """), tree()::text);
    }

    @Test
    void anOrphanThatDiesIsNotWaitedFor() {
        gone(3);
        adopt(1, 7, 1);
        watch.processEnded(8, "agent process 9", "died");
        assertEquals(3, heard.size(), heard::toString);
        assertTrue(heard.get(2).startsWith("junction 3 on host: its process died; 1 node found"), heard::toString);
    }

    @Test
    void aLinkThatIsMadeAgainIsARepair() {
        down(9, 4, "node 9 was silent");
        assertEquals(LinkState.ORPHAN, tree().state(9));
        adopt(40, 9, 4);
        assertTrue(tree().isSettled());
        assertHeard("link of agent 2: was lost; made again in 40 ms {}");
    }

    @Test
    void whatIsToldAgainIsNewsOnlyIfItWasNot() {
        gone(3);
        adopt(1, 7, 1);
        adopt(1, 8, 1);
        int before = heard.size();
        watch.received(event(TreeEvent.newBuilder().addStanding(at(7, 1)).addStanding(at(12, 2))));
        assertEquals(List.of("gone 5: its link was lost", "12 to 2"), heard.subList(before, heard.size()));
        assertEquals(2, tree().parent(12));
        assertArrayEquals(new int[] {11}, tree().orphans());
    }

    @Test
    void newsOfAProcessThatHasEndedComeTooLate() {
        gone(3);
        watch.processEnded(7, "agent process 9", "died");
        adopt(1, 7, 1);
        assertEquals(LinkState.GONE, tree().state(7));
    }

    @Test
    void aPlaceThatCantBeIsRefused() {
        for (AdoptedNode wrong : List.of(at(7, 2), at(7, 7), at(0, 0), at(15, 0), at(7, 15), at(-1, -1))) {
            TreeEvent event = event(TreeEvent.newBuilder().addAdopted(wrong));
            StciException refused =
                    assertThrows(StciException.class, () -> TreeEvents.checked(event, topology, Topology.ROOT));
            assertEquals(Status.PROTOCOL_ERROR, refused.status());
        }
        TreeEvent right = event(TreeEvent.newBuilder().addAdopted(at(7, 1)).addJoined(7));
        assertEquals(right, TreeEvents.checked(right, topology, 1));
        assertThrows(StciException.class, () -> TreeEvents.checked(right, topology, 3));
        TreeEvent far = event(TreeEvent.newBuilder().addJoined(-1));
        assertThrows(StciException.class, () -> TreeEvents.checked(far, topology, 1));
    }

    @Test
    void itIsDrawn() {
        watch.processEnded(3, "junction process 7", "said \"bye\"");
        adopt(1, 7, 1);
        down(5, 2, "node 5 was silent");
        assertEquals("""
                front-end
                  junction 1: agent 0
                    junction 4: agents 2,3
                  junction 2
                    junction 6: agents 6,7
                looking for a parent: agent 1
                  junction 5: agents 4,5
                gone:
                  junction 3: its process said "bye"
                """, tree().text());
        String dot = tree().dot();
        for (String line : List.of(
                "digraph session {",
                "  n0 -> n1;",
                "  a0 [label=\"agent 0\", shape=ellipse];",
                "  n1 -> a0;",
                "  a2 [label=\"agents 2,3\", shape=ellipse];",
                "  n2 -> n5 [style=dashed];",
                "  n1 -> a1 [style=dashed];",
                "  n5 -> a4;",
                "  n3 [label=\"junction 3\\nits process said \\\"bye\\\"\", style=dotted];")) {
            assertTrue(dot.contains(line + "\n"), line + " is not in " + dot);
        }
        assertFalse(dot.contains("-> n3"), dot);
    }

    private SessionTree tree() {
        return watch.snapshot();
    }

    private void gone(int junction) {
        watch.processEnded(junction, "junction process 7", "died");
    }

    private void down(int child, int parent, String reason) {
        watch.received(event(TreeEvent.newBuilder()
                .addUnlinked(UnlinkedNode.newBuilder()
                        .setNode(child)
                        .setParent(parent)
                        .setReason(reason))));
    }

    private void adopt(long afterMs, int orphan, int parent) {
        time.advance(afterMs, TimeUnit.MILLISECONDS);
        watch.received(event(TreeEvent.newBuilder().addAdopted(at(orphan, parent))));
    }

    private static AdoptedNode at(int node, int parent) {
        return AdoptedNode.newBuilder().setNode(node).setParent(parent).build();
    }

    private static TreeEvent event(TreeEvent.Builder event) {
        return event.build();
    }

    private void assertHeard(String... events) {
        assertEquals(List.of(events), heard);
    }
}
