package io.stci.routing;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A drawn tree without its names, in short: for each inner node, breadth first, how many agents lie below each of its children, 0 for
 * an agent itself. {@code drawn:2,0;0,0} is a junction over two agents, and an agent beside it.
 */
final class DrawnText {
    static final String PREFIX = "drawn:";

    private final int[][] childSizes;
    private final Queue<Below> expected = new ArrayDeque<>();
    private int nodes = 1;

    /** A junction whose children are to be listed. */
    private record Below(int size, int depth) {}

    private DrawnText(int[][] childSizes) {
        this.childSizes = childSizes;
    }

    static String of(int[][] childSizes) {
        return Arrays.stream(childSizes)
                .map(sizes -> IntStream.of(sizes).mapToObj(Integer::toString).collect(Collectors.joining(",")))
                .collect(Collectors.joining(";", PREFIX, ""));
    }

    /**
     * The shape of the lists behind the prefix.
     *
     * @throws StciException INVALID_ARGUMENT saying which list is wrong
     */
    static FileShape parse(int[][] childSizes) {
        DrawnText text = new DrawnText(childSizes);
        int agents = text.size(0);
        text.enqueueChildren(0, 0);
        for (int node = 1; node < childSizes.length; node++) {
            text.check(node);
        }
        if (!text.expected.isEmpty()) {
            throw wrong(childSizes.length, "is missing");
        }
        return new FileShape(agents, childSizes);
    }

    private void check(int node) {
        Below below = expected.poll();
        if (below == null) {
            throw wrong(node, "belongs to no node");
        }
        if (size(node) != below.size()) {
            throw wrong(node, "holds " + size(node) + " agents where " + below.size() + " are expected");
        }
        enqueueChildren(node, below.depth());
    }

    private int size(int node) {
        long size = Arrays.stream(childSizes[node])
                .mapToLong(child -> child == FileShape.AGENT ? 1 : child)
                .sum();
        if (size > ExplicitTopology.MAX_NODES) {
            throw wrong(node, "holds more than " + ExplicitTopology.MAX_NODES + " agents");
        }
        return (int) size;
    }

    private void enqueueChildren(int node, int depth) {
        nodes += childSizes[node].length;
        if (nodes > ExplicitTopology.MAX_NODES || depth >= Shape.MAX_LEVELS) {
            throw wrong(
                    node,
                    "brings it above " + ExplicitTopology.MAX_NODES + " nodes or " + Shape.MAX_LEVELS + " levels");
        }
        for (int child : childSizes[node]) {
            if (child != FileShape.AGENT) {
                expected.add(new Below(child, depth + 1));
            }
        }
    }

    private static StciException wrong(int node, String reason) {
        return new StciException(Status.INVALID_ARGUMENT, "list " + node, reason, "");
    }
}
