package io.stci.groupops.filter.kit;

import io.stci.routing.ExplicitTopology;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Trees of every shape over so many ranks. */
final class Trees {
    /** Levels of a chain; what doesn't fit stands below its last junction. */
    private static final int CHAIN_LEVELS = 20;

    private Trees() {}

    static List<Topology> of(SplittableRandom random, int ranks) {
        List<Shape> shapes = new ArrayList<>(List.of(
                Shape.flat(),
                Shape.kary(2),
                Shape.kary(3 + random.nextInt(6)),
                Shape.knomial(2),
                Shape.knomial(3 + random.nextInt(3)),
                Shape.levels(1, 1, ranks),
                Shape.levels(ranks, 1),
                Shape.groups(2 + random.nextInt(3), groups(random, ranks))));
        List<Topology> trees = new ArrayList<>();
        shapes.forEach(shape -> trees.add(Topology.of(shape, ranks)));
        trees.add(chain(ranks, true));
        trees.add(chain(ranks, false));
        return trees;
    }

    private static int[] groups(SplittableRandom random, int ranks) {
        List<Integer> sizes = new ArrayList<>();
        for (int left = ranks; left > 0; left -= sizes.get(sizes.size() - 1)) {
            sizes.add(1 + random.nextInt(left));
        }
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A junction below each, beside one agent, which has the lowest rank there or the highest. */
    private static Topology chain(int ranks, boolean agentFirst) {
        StringBuilder text = new StringBuilder();
        int left = ranks;
        for (int level = 0; left > 0; level++) {
            text.append("j:").append(level).append(" =>");
            boolean last = left <= 2 || level == CHAIN_LEVELS;
            if (last) {
                for (; left > 0; left--) {
                    text.append(" a:").append(left);
                }
            } else {
                String agent = " a:" + left--;
                String junction = " j:" + (level + 1);
                text.append(agentFirst ? agent + junction : junction + agent);
            }
            text.append(" ;\n");
        }
        return ExplicitTopology.parse(text.toString()).topology();
    }
}
