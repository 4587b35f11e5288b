package io.stci.activemessages.message;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.stci.activemessages.Codec;
import io.stci.core.RankSet;

/**
 * Codecs of common payloads. Numbers are big-endian. Bytes that are no value are refused with
 * PROTOCOL_ERROR, whatever they are; none takes more memory than a few times the length of its input, rank sets no more than 2 MiB.
 *
 * <p>Threads: any.
 */
public final class Codecs {
    private Codecs() {}

    /** No payload; the value is null. */
    public static Codec<Void> nothing() {
        return NothingCodec.INSTANCE;
    }

    /** As they are: neither direction copies. */
    public static Codec<byte[]> bytes() {
        return BytesCodec.INSTANCE;
    }

    /** UTF-8; a string that can't be written so (half a surrogate pair) is refused with INVALID_ARGUMENT. */
    public static Codec<String> string() {
        return StringCodec.INSTANCE;
    }

    /** 4 bytes. */
    public static Codec<Integer> int32() {
        return NumberCodecs.INT;
    }

    /** 8 bytes. */
    public static Codec<Long> int64() {
        return NumberCodecs.LONG;
    }

    /** 4 bytes, IEEE 754; keeps the bits of a NaN. */
    public static Codec<Float> float32() {
        return NumberCodecs.FLOAT;
    }

    /** 8 bytes, IEEE 754; keeps the bits of a NaN. */
    public static Codec<Double> float64() {
        return NumberCodecs.DOUBLE;
    }

    /** 4 bytes a number. */
    public static Codec<int[]> int32s() {
        return ArrayCodecs.INTS;
    }

    /** 8 bytes a number. */
    public static Codec<long[]> int64s() {
        return ArrayCodecs.LONGS;
    }

    /** 4 bytes a number. */
    public static Codec<float[]> float32s() {
        return ArrayCodecs.FLOATS;
    }

    /** 8 bytes a number. */
    public static Codec<double[]> float64s() {
        return ArrayCodecs.DOUBLES;
    }

    /** As {@link RankSet#encode}. */
    public static Codec<RankSet> ranks() {
        return RanksCodec.INSTANCE;
    }

    /**
     * Protocol Buffers messages.
     *
     * @param parser as generated: {@code Sample.parser()}
     */
    public static <M extends MessageLite> Codec<M> message(Parser<M> parser) {
        return new ProtobufCodec<>(parser);
    }

    /**
     * Another codec with a limit: a longer value is refused with INVALID_ARGUMENT where it is encoded, with PROTOCOL_ERROR where it
     * is decoded.
     *
     * @param maxBytes of the encoded value
     */
    public static <T> Codec<T> atMost(int maxBytes, Codec<T> codec) {
        return new LimitedCodec<>(maxBytes, codec);
    }
}
