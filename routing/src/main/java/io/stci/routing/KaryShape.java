package io.stci.routing;

final class KaryShape extends Shape {
    private final int fanout;

    KaryShape(int fanout) {
        super("kary:" + Fanouts.check(fanout, 2));
        this.fanout = fanout;
    }

    @Override
    Splitter splitter(int agents) {
        int[] fanouts = levelFanouts(agents);
        return (depth, size, parts) -> split(size, Math.min(fanouts[depth], size), parts);
    }

    private static void split(int size, int children, Parts parts) {
        int small = size / children;
        int larger = size % children;
        for (int i = 0; i < children; i++) {
            parts.subtree(i < larger ? small + 1 : small);
        }
    }

    /**
     * One fan-out for a whole level, rather than one for each node, keeps sizes even across a level: floor(floor(n / a) /
     * b) is floor(n / ab), and so for ceilings.
     */
    private int[] levelFanouts(int agents) {
        int[] fanouts = new int[levelCount(agents)];
        int largest = agents;
        for (int level = 0; level < fanouts.length; level++) {
            fanouts[level] = ceilDiv(largest, power(fanouts.length - 1 - level));
            largest = ceilDiv(largest, fanouts[level]);
        }
        return fanouts;
    }

    private int levelCount(int agents) {
        int levels = 1;
        for (long capacity = fanout; capacity < agents; capacity *= fanout) {
            levels++;
        }
        return levels;
    }

    /** What a subtree of so many levels can hold; never above the number of agents, as levels are the fewest. */
    private int power(int levels) {
        int product = 1;
        for (int i = 0; i < levels; i++) {
            product *= fanout;
        }
        return product;
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
