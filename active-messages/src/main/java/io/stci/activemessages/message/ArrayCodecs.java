package io.stci.activemessages.message;

import io.stci.activemessages.Codec;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Numbers behind each other, big-endian; how many says the length of the payload. */
final class ArrayCodecs {
    static final Codec<int[]> INTS = new ArrayCodec<>(
            Integer.BYTES,
            values -> values.length,
            (out, v) -> out.asIntBuffer().put(v),
            in -> {
                int[] values = new int[in.remaining() / Integer.BYTES];
                in.asIntBuffer().get(values);
                return values;
            });
    static final Codec<long[]> LONGS = new ArrayCodec<>(
            Long.BYTES, values -> values.length, (out, v) -> out.asLongBuffer().put(v), in -> {
                long[] values = new long[in.remaining() / Long.BYTES];
                in.asLongBuffer().get(values);
                return values;
            });
    static final Codec<float[]> FLOATS = new ArrayCodec<>(
            Float.BYTES,
            values -> values.length,
            (out, v) -> out.asFloatBuffer().put(v),
            in -> {
                float[] values = new float[in.remaining() / Float.BYTES];
                in.asFloatBuffer().get(values);
                return values;
            });
    static final Codec<double[]> DOUBLES = new ArrayCodec<>(
            Double.BYTES,
            values -> values.length,
            (out, v) -> out.asDoubleBuffer().put(v),
            in -> {
                double[] values = new double[in.remaining() / Double.BYTES];
                in.asDoubleBuffer().get(values);
                return values;
            });

    private ArrayCodecs() {}

    private record ArrayCodec<T>(
            int numberBytes, ToIntFunction<T> count, BiConsumer<ByteBuffer, T> put, Function<ByteBuffer, T> get)
            implements Codec<T> {
        @Override
        public byte[] encode(T values) {
            ByteBuffer buffer = Payloads.forNumbers(numberBytes, count.applyAsInt(values));
            put.accept(buffer, values);
            return buffer.array();
        }

        @Override
        public T decode(byte[] bytes) {
            return get.apply(Payloads.wholeNumbersOf(numberBytes, bytes));
        }
    }
}
