package io.stci.activemessages.message;

import io.stci.activemessages.Codec;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** One number, big-endian. */
final class NumberCodecs {
    static final Codec<Integer> INT = new NumberCodec<>(Integer.BYTES, ByteBuffer::putInt, ByteBuffer::getInt);
    static final Codec<Long> LONG = new NumberCodec<>(Long.BYTES, ByteBuffer::putLong, ByteBuffer::getLong);
    static final Codec<Float> FLOAT = new NumberCodec<>(Float.BYTES, ByteBuffer::putFloat, ByteBuffer::getFloat);
    static final Codec<Double> DOUBLE = new NumberCodec<>(Double.BYTES, ByteBuffer::putDouble, ByteBuffer::getDouble);

    private NumberCodecs() {}

    private record NumberCodec<T>(int sizeBytes, BiConsumer<ByteBuffer, T> put, Function<ByteBuffer, T> get)
            implements Codec<T> {
        @Override
        public byte[] encode(T value) {
            ByteBuffer buffer = ByteBuffer.allocate(sizeBytes);
            put.accept(buffer, value);
            return buffer.array();
        }

        @Override
        public T decode(byte[] bytes) {
            return get.apply(Payloads.exactly(sizeBytes, bytes));
        }
    }
}
