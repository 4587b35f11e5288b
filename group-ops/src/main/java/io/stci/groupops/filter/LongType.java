package io.stci.groupops.filter;

import java.nio.ByteBuffer;

/** 64-bit integers. */
final class LongType extends NumberType<Long, long[]> {
    LongType() {
        super("long", Long.BYTES);
    }

    @Override
    long[] of(Long number) {
        return new long[] {number};
    }

    @Override
    Long first(long[] array) {
        return array[0];
    }

    @Override
    long[] copy(long[] array) {
        return array.clone();
    }

    @Override
    long[] create(int length) {
        return new long[length];
    }

    @Override
    int length(long[] array) {
        return array.length;
    }

    @Override
    void write(long[] array, ByteBuffer out) {
        out.asLongBuffer().put(array);
    }

    @Override
    void read(long[] array, ByteBuffer in) {
        in.asLongBuffer().get(array);
    }

    @Override
    void least(long[] into, long[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.min(into[i], other[i]);
        }
    }

    @Override
    void greatest(long[] into, long[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.max(into[i], other[i]);
        }
    }

    @Override
    boolean isNaN(Long number) {
        return false;
    }
}
