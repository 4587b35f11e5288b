package io.stci.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.activemessages.LivenessPolicy;
import io.stci.activemessages.Node;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.testkit.CountingAllocator;
import io.stci.testkit.VirtualTime;
import io.stci.transport.NettyTransport;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is said of repairs at the front-end of a 2x2 tree: junctions 1 and 2, agents 3 to 6. */
class TreeWatchTest {
    private final VirtualTime time = new VirtualTime();
    private final CountingAllocator allocator = new CountingAllocator();
    private final Node node = new Node(
            Topology.ROOT, NettyTransport.on(time.loop(), allocator).scheduler(), allocator, LivenessPolicy.standard());
    private final TreeWatch watch =
            new TreeWatch(node, Topology.of(Shape.parse("2x2"), 4), "host", new SessionListener() {}, () -> {});

    @Test
    void aJunctionIsNamedWithWhatWasSeenFirst() {
        lose(1, "was silent for 3000 ms");
        adoptAfter(20, 3);
        lose(3, "was closed by the other end");
        adoptAfter(30, 4);
        assertSaid("junction 1 on host: node 1 was silent for 3000 ms; 2 nodes found another parent in 50 ms");
    }

    @Test
    void theEndOfAProcessSaysMoreThanALink() {
        lose(1, "was closed by the other end");
        watch.processEnded(1, "junction process 7", "was killed by SIGKILL");
        adoptAfter(20, 3);
        assertSaid("junction 1 on host: its process was killed by SIGKILL; 1 node found another parent in 20 ms");
    }

    @Test
    void aJunctionThatComesBackAfterSomeHaveLeftItIsSaidBothWays() {
        lose(1, "was silent for 3000 ms");
        adoptAfter(20, 3);
        adoptAfter(10, 1);
        lose(1, "was lost again");
        assertSaid(
                "junction 1 on host: node 1 was silent for 3000 ms; 1 node found another parent in 20 ms",
                "links of junction 1: were lost; made again in 30 ms");
    }

    @Test
    void linksThatAreLostManyTimesTellTheLongest() {
        for (long ms : new long[] {5, 40, 10}) {
            lose(2, "was closed by the other end");
            adoptAfter(ms, 2);
            time.advance(1, TimeUnit.SECONDS);
        }
        watch.adopted(1);
        assertSaid("links of junction 1, junction 2: were lost; made again in 40 ms");
    }

    private void lose(int child, String reason) {
        watch.childDown(child, new StciException(Status.UNAVAILABLE, "node " + child, reason, ""));
    }

    /** Links a node to the front-end. */
    private void adoptAfter(long delayMs, int orphan) {
        time.advance(delayMs, TimeUnit.MILLISECONDS);
        watch.adopted(orphan);
    }

    private void assertSaid(String... lines) {
        assertEquals(List.of(lines), watch.repairs().stream().map(Repair::text).toList());
    }
}
