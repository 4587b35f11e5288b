package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.wire.SlowChild;
import io.stci.wire.StreamSpec;
import java.util.concurrent.TimeUnit;

/** Sends on a stream as long as there is room; at every step all nodes must stay within their windows. */
final class SteadySender {
    static final int WINDOW_MESSAGES = 8;
    private static final long SLOW_AFTER_MS = 100;

    private final TreeFixture tree;
    private final RootStream stream;

    SteadySender(TreeFixture tree, RootStream stream) {
        this.tree = tree;
        this.stream = stream;
    }

    static StreamSpec.Builder spec(String filter, RankSet members, SlowChild policy) {
        return TreeFixture.spec(filter, members)
                .setSlowChild(policy)
                .setSlowAfterNs(TimeUnit.MILLISECONDS.toNanos(SLOW_AFTER_MS))
                .setDownWindowMessages(WINDOW_MESSAGES);
    }

    /** @return how many were sent within the time */
    int send(int messages, long limitMs) {
        int sent = 0;
        for (long ms = 0; ms < limitMs && sent < messages; ms++) {
            while (stream.hasRoom() && sent < messages) {
                stream.send(new byte[100], 0, 100);
                sent++;
                tree.time.settle();
                assertWithinWindows();
            }
            if (sent < messages) {
                tree.time.advance(1, TimeUnit.MILLISECONDS);
            }
        }
        tree.time.advance(sent < messages ? 0 : SLOW_AFTER_MS, TimeUnit.MILLISECONDS);
        assertWithinWindows();
        return sent;
    }

    private void assertWithinWindows() {
        for (int node = 0; node < tree.topology.nodes(); node++) {
            for (ChildFlow flow : tree.streams(node).flows()) {
                assertTrue(flow.unackedMessages() <= WINDOW_MESSAGES, flow.toString());
            }
            assertTrue(tree.streams(node).heldDownMessages() <= WINDOW_MESSAGES + 1, "node " + node);
        }
    }
}
