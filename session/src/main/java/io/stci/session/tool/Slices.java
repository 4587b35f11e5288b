package io.stci.session.tool;

import java.util.Arrays;

/** Arrays of primitive numbers, whatever their type. */
final class Slices {
    private Slices() {}

    /** @throws ClassCastException if it is no such array */
    static int length(Object array) {
        if (array instanceof int[] ints) {
            return ints.length;
        } else if (array instanceof long[] longs) {
            return longs.length;
        } else if (array instanceof float[] floats) {
            return floats.length;
        } else if (array instanceof double[] doubles) {
            return doubles.length;
        }
        throw new ClassCastException("not an array of int, long, float or double");
    }

    /** The elements in between; fewer if the array ends before. */
    static Object of(Object array, int from, int to) {
        int end = Math.min(to, length(array));
        int begin = Math.min(from, end);
        if (array instanceof int[] ints) {
            return Arrays.copyOfRange(ints, begin, end);
        } else if (array instanceof long[] longs) {
            return Arrays.copyOfRange(longs, begin, end);
        } else if (array instanceof float[] floats) {
            return Arrays.copyOfRange(floats, begin, end);
        }
        return Arrays.copyOfRange((double[]) array, begin, end);
    }
}
