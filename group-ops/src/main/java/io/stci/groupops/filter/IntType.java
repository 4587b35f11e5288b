package io.stci.groupops.filter;

import java.nio.ByteBuffer;

/** 32-bit integers. */
final class IntType extends NumberType<Integer, int[]> {
    IntType() {
        super("int", Integer.BYTES);
    }

    @Override
    int[] of(Integer number) {
        return new int[] {number};
    }

    @Override
    Integer first(int[] array) {
        return array[0];
    }

    @Override
    int[] copy(int[] array) {
        return array.clone();
    }

    @Override
    int[] create(int length) {
        return new int[length];
    }

    @Override
    int length(int[] array) {
        return array.length;
    }

    @Override
    void write(int[] array, ByteBuffer out) {
        out.asIntBuffer().put(array);
    }

    @Override
    void read(int[] array, ByteBuffer in) {
        in.asIntBuffer().get(array);
    }

    @Override
    void least(int[] into, int[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.min(into[i], other[i]);
        }
    }

    @Override
    void greatest(int[] into, int[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.max(into[i], other[i]);
        }
    }

    @Override
    boolean isNaN(Integer number) {
        return false;
    }
}
