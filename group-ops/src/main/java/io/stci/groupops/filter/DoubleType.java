package io.stci.groupops.filter;

import java.nio.ByteBuffer;

/** 64-bit floating point: NaN if any is NaN, and -0.0 is less than 0.0, as in Math.min. */
final class DoubleType extends NumberType<Double, double[]> {
    DoubleType() {
        super("double", Double.BYTES);
    }

    @Override
    double[] of(Double number) {
        return new double[] {number};
    }

    @Override
    Double first(double[] array) {
        return array[0];
    }

    @Override
    double[] copy(double[] array) {
        return array.clone();
    }

    @Override
    double[] create(int length) {
        return new double[length];
    }

    @Override
    int length(double[] array) {
        return array.length;
    }

    @Override
    void write(double[] array, ByteBuffer out) {
        for (double number : array) {
            out.putLong(Double.doubleToLongBits(number));
        }
    }

    @Override
    void read(double[] array, ByteBuffer in) {
        in.asDoubleBuffer().get(array);
    }

    @Override
    void least(double[] into, double[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.min(into[i], other[i]);
        }
    }

    @Override
    void greatest(double[] into, double[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.max(into[i], other[i]);
        }
    }

    @Override
    boolean isNaN(Double number) {
        return number.isNaN();
    }
}
