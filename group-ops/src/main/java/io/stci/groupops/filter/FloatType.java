package io.stci.groupops.filter;

import java.nio.ByteBuffer;

/** 32-bit floating point: NaN if any is NaN, and -0.0 is less than 0.0, as in Math.min. */
final class FloatType extends NumberType<Float, float[]> {
    FloatType() {
        super("float", Float.BYTES);
    }

    @Override
    float[] of(Float number) {
        return new float[] {number};
    }

    @Override
    Float first(float[] array) {
        return array[0];
    }

    @Override
    float[] copy(float[] array) {
        return array.clone();
    }

    @Override
    float[] create(int length) {
        return new float[length];
    }

    @Override
    int length(float[] array) {
        return array.length;
    }

    @Override
    void write(float[] array, ByteBuffer out) {
        for (float number : array) {
            out.putInt(Float.floatToIntBits(number));
        }
    }

    @Override
    void read(float[] array, ByteBuffer in) {
        in.asFloatBuffer().get(array);
    }

    @Override
    void least(float[] into, float[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.min(into[i], other[i]);
        }
    }

    @Override
    void greatest(float[] into, float[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.max(into[i], other[i]);
        }
    }

    @Override
    boolean isNaN(Float number) {
        return number.isNaN();
    }
}
