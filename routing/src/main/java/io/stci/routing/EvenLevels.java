package io.stci.routing;

import java.util.function.IntConsumer;

/** Divides things among the fewest levels of a fan-out, so that parts of one level differ by at most one thing. */
final class EvenLevels {
    private final int fanout;
    private final int[] fanouts;

    /**
     * @param fanout at least 2
     * @param things at least 1
     */
    EvenLevels(int fanout, int things) {
        this.fanout = fanout;
        this.fanouts = levelFanouts(things);
    }

    /** Hands out the sizes of the parts, the larger first. A part of one thing is not to be divided further. */
    void divide(int level, int size, IntConsumer part) {
        int parts = Math.min(fanouts[level], size);
        int small = size / parts;
        int larger = size % parts;
        for (int i = 0; i < parts; i++) {
            part.accept(i < larger ? small + 1 : small);
        }
    }

    /**
     * One fan-out for a whole level, rather than one for each node, keeps sizes even across a level: floor(floor(n / a) /
     * b) is floor(n / ab), and so for ceilings.
     */
    private int[] levelFanouts(int things) {
        int[] levels = new int[levelCount(things)];
        int largest = things;
        for (int level = 0; level < levels.length; level++) {
            levels[level] = ceilDiv(largest, power(levels.length - 1 - level));
            largest = ceilDiv(largest, levels[level]);
        }
        return levels;
    }

    private int levelCount(int things) {
        int levels = 1;
        for (long capacity = fanout; capacity < things; capacity *= fanout) {
            levels++;
        }
        return levels;
    }

    /** What a part of so many levels can hold; never above the number of things, as levels are the fewest. */
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
