package io.stci.routing;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class GroupsShape extends Shape {
    /** Keeps the tree, even with a fan-out of 2, within the levels that every shape promises. */
    static final int MAX_GROUPS = 1 << 20;

    private final int fanout;
    /** The first rank of each group, and at the end the number of agents. */
    private final int[] starts;

    GroupsShape(int fanout, int[] sizes) {
        super(print(fanout, sizes));
        this.fanout = Fanouts.check(fanout, 2);
        this.starts = starts(sizes);
    }

    @Override
    public OptionalInt agents() {
        return OptionalInt.of(starts[groupCount()]);
    }

    @Override
    Splitter splitter(int agents) {
        EvenLevels levels = new EvenLevels(fanout, groupCount());
        return (span, parts) -> split(levels, span, parts);
    }

    private void split(EvenLevels levels, Span span, Parts parts) {
        int first = group(span.firstRank());
        int groups = group(span.firstRank() + span.size()) - first;
        if (groups == 1 && span.node() != Topology.ROOT) {
            parts.agents(span.size());
            return;
        }
        int[] next = {first};
        levels.divide(span.depth(), groups, count -> {
            parts.subtree(starts[next[0] + count] - starts[next[0]]);
            next[0] += count;
        });
    }

    /** The group that starts with this rank. */
    private int group(int rank) {
        return Arrays.binarySearch(starts, rank);
    }

    private int groupCount() {
        return starts.length - 1;
    }

    private static int[] starts(int[] sizes) {
        checkCount(sizes.length);
        int[] starts = new int[sizes.length + 1];
        for (int group = 0; group < sizes.length; group++) {
            checkSize(sizes[group], RankSet.MAX_RANKS - starts[group]);
            starts[group + 1] = starts[group] + sizes[group];
        }
        return starts;
    }

    private static void checkCount(int groups) {
        if (groups < 1 || groups > MAX_GROUPS) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    groups + " groups",
                    "must be between 1 and " + MAX_GROUPS,
                    "name the size of each group");
        }
    }

    private static void checkSize(int size, int most) {
        if (size < 1) {
            throw bad(size, "must be at least 1");
        }
        if (size > most) {
            throw bad(size, "brings the tree above " + RankSet.MAX_RANKS + " agents");
        }
    }

    private static StciException bad(int size, String reason) {
        return new StciException(
                Status.INVALID_ARGUMENT, "group size " + size, reason, "name how many agents each group has");
    }

    private static String print(int fanout, int[] sizes) {
        return IntStream.of(sizes)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "groups:", ";" + fanout));
    }
}
