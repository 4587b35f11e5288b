package io.stci.groupops.filter;

import java.nio.ByteBuffer;

/**
 * A primitive type of numbers, as filters combine and carry it: alone or in arrays.
 *
 * <p>Numbers travel big-endian, and floating ones as IEEE 754; any NaN travels as the canonical one, so that results are the
 * same to the bit. Threads: immutable, safe to share.
 *
 * @param <N> the type of one number
 * @param <A> the type of an array of them
 */
public abstract sealed class NumberType<N extends Comparable<N>, A> permits IntType, LongType, FloatType, DoubleType {
    /** 32 bits. */
    public static final NumberType<Integer, int[]> INT = new IntType();
    /** 64 bits. */
    public static final NumberType<Long, long[]> LONG = new LongType();
    /** 32 bits, floating. */
    public static final NumberType<Float, float[]> FLOAT = new FloatType();
    /** 64 bits, floating. */
    public static final NumberType<Double, double[]> DOUBLE = new DoubleType();

    private final String name;
    private final int sizeBytes;

    NumberType(String name, int sizeBytes) {
        this.name = name;
        this.sizeBytes = sizeBytes;
    }

    /** {@code int}, {@code long}, {@code float} or {@code double}. */
    @Override
    public final String toString() {
        return name;
    }

    final int sizeBytes() {
        return sizeBytes;
    }

    abstract A of(N number);

    abstract N first(A array);

    abstract A copy(A array);

    abstract A create(int length);

    abstract int length(A array);

    abstract void write(A array, ByteBuffer out);

    abstract void read(A array, ByteBuffer in);

    /** Puts the less of each pair into the first. */
    abstract void least(A into, A other);

    /** Puts the greater of each pair into the first. */
    abstract void greatest(A into, A other);

    /** True for what is no number, and so neither less nor greater than others. */
    abstract boolean isNaN(N number);
}
