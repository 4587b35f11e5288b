package io.stci.routing;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class LevelsShape extends Shape {
    private final int[] fanouts;
    private final int agents;

    LevelsShape(int[] fanouts) {
        super(IntStream.of(fanouts).mapToObj(Integer::toString).collect(Collectors.joining("x")));
        this.fanouts = fanouts;
        this.agents = countAgents(fanouts);
    }

    @Override
    public OptionalInt agents() {
        return OptionalInt.of(agents);
    }

    @Override
    Splitter splitter(int agents) {
        return (span, parts) -> split(span.depth(), span.size(), parts);
    }

    private void split(int depth, int size, Parts parts) {
        if (depth == fanouts.length - 1) {
            parts.agents(size);
            return;
        }
        for (int i = 0; i < fanouts[depth]; i++) {
            parts.junction(size / fanouts[depth]);
        }
    }

    private static int countAgents(int[] fanouts) {
        checkDepth(fanouts.length);
        long width = 1;
        long junctions = 0;
        for (int fanout : fanouts) {
            // Nodes of the level above are junctions, but for the front-end.
            junctions += width;
            width *= Fanouts.check(fanout, 1);
            checkCount(fanout, junctions - 1, "junctions");
            checkCount(fanout, width, "agents");
        }
        return (int) width;
    }

    private static void checkDepth(int levels) {
        if (levels < 1 || levels > MAX_LEVELS) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    levels + " levels",
                    "must be between 1 and " + MAX_LEVELS,
                    "name one fan-out for each level");
        }
    }

    private static void checkCount(int fanout, long count, String what) {
        if (count > RankSet.MAX_RANKS) {
            throw Fanouts.bad(fanout, "brings the tree above " + RankSet.MAX_RANKS + " " + what);
        }
    }
}
