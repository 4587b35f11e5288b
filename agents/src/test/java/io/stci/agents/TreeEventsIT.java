package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Adoption;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.session.LinkState;
import io.stci.session.Repair;
import io.stci.session.Session;
import io.stci.session.SessionListener;
import io.stci.session.SessionTree;
import io.stci.session.tool.Completion;
import io.stci.session.tool.Selection;
import io.stci.session.tool.Selector;
import io.stci.testkit.NodeProcesses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a tool hears and sees of a tree of real processes whose junctions are killed: junctions 1 and 2, below them 3 to 6, agents 7 to
 * 14 with ranks 0 to 7.
 */
@Timeout(120)
class TreeEventsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Topology TOPOLOGY = Topology.of(Shape.parse("2x2x2"), 8);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Repair> repaired = new CopyOnWriteArrayList<>();

    private final class Recorder implements SessionListener {
        @Override
        public void onJunctionGone(int junction, String cause) {
            events.add("gone " + junction + ": " + cause);
        }

        @Override
        public void onAdopted(int node, int parent) {
            events.add(node + " to " + parent);
        }

        @Override
        public void onRepair(Repair repair) {
            repaired.add(repair);
        }

        @Override
        public void onLost(RankSet ranks, String reason) {
            events.add("lost " + ranks);
        }
    }

    @Test
    void deathsAreToldAsTheyHappenAndSeenInTheTree() throws Exception {
        LocalSessionOptions options = LocalSessionOptions.of(8, ContractProgram.class)
                .withShape(TOPOLOGY.shape())
                .withPerProcess(1);
        try (Session session = LocalSessions.open(options, new Recorder())) {
            session.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            NodeProcesses processes = new NodeProcesses(ProcessHandle.current(), session.id());
            assertEquals(3, tree(session).height());

            NodeProcesses.signal("KILL", processes.junction(3));
            awaitSettled(session, 1);
            assertArrayEquals(new int[] {4, 7, 8}, tree(session).children(1));
            awaitReason(session, 3);
            assertTrue(events.get(0).startsWith("gone 3: "), () -> "its neighbours may see it first: " + events);
            assertEquals(
                    List.of("7 to 1", "8 to 1"),
                    events.stream().skip(1).sorted().toList());

            NodeProcesses.signal("KILL", processes.junction(1));
            awaitSettled(session, 2);
            assertArrayEquals(new int[] {2, 4, 7, 8}, tree(session).children(0));
            assertEquals("{4=0, 7=0, 8=0}", repaired.get(1).newParents().toString());
            assertEquals(
                    repaired,
                    session.repairs().join().stream()
                            .sorted((left, right) -> right.culprit().compareTo(left.culprit()))
                            .toList());

            NodeProcesses.signal("KILL", processes.agent(8));
            Awaitility.await().atMost(PATIENCE).until(() -> events.contains("lost 1"));
            assertEquals(LinkState.GONE, tree(session).state(8));
            awaitReason(session, 8);
            whoIsGoneIsNeitherInNorOut(session);
        }
    }

    /** The launcher may hear later than the neighbours that a process has ended, and knows more. */
    private static void awaitReason(Session session, int node) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        "its process was killed by SIGKILL",
                        tree(session).gone().get(node)));
    }

    private static void whoIsGoneIsNeitherInNorOut(Session session) {
        Selector odd = Selector.is("parity", "odd");
        StciException strict = assertThrows(
                StciException.class, () -> session.select(odd, PATIENCE).await(PATIENCE));
        assertEquals(Status.UNAVAILABLE, strict.status());
        Selection known = session.all().select(odd, Completion.bestEffort()).await(PATIENCE);
        assertEquals("3,5,7", known.members().toString());
        assertEquals("0,2,4,6", known.others().toString());
        assertEquals(RankSet.parse("1"), RankSet.union(known.missing().values()));
        assertTrue(known.toString().contains("killed by SIGKILL"), known::toString);
    }

    private void awaitSettled(Session session, int repairs) {
        Awaitility.await().atMost(PATIENCE).until(() -> repaired.size() >= repairs);
        SessionTree tree = tree(session);
        assertTrue(tree.isSettled(), tree::text);
        Adoption left = Adoption.of(TOPOLOGY)
                .with(tree.gone().keySet().stream().mapToInt(Integer::intValue).toArray());
        for (int node = 1; node < TOPOLOGY.nodes(); node++) {
            if (!left.isDead(node)) {
                assertEquals(left.parent(node), tree.parent(node), "parent of node " + node);
            }
        }
        System.out.println(repaired.get(repairs - 1).text() + "\n" + tree.text());
    }

    private static SessionTree tree(Session session) {
        return session.tree().join();
    }
}
