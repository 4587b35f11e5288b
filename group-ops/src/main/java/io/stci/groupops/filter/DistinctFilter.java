package io.stci.groupops.filter;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.stci.core.StciException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Estimates how many different byte strings ranks have, in 2^p bytes or, while most of these are 0, 3 bytes for each that is
 * not. All laws hold, to the bit. Bytes are hashed by Komihash 5.0 with no secret: who wants a wrong estimate can bring it
 * about.
 *
 * <p>Parameters: p, one byte; none for 12.
 */
final class DistinctFilter implements Filter<Collection<byte[]>, DistinctCount> {
    static final String NAME = "distinct";
    static final int DEFAULT_PRECISION = 12;
    private static final int MIN_PRECISION = 4;
    private static final int MAX_PRECISION = 16;
    private static final Hasher64 HASHER = Hashing.komihash5_0();

    private final RegisterCodec codec;
    private final int precision;

    /** @throws StciException INVALID_ARGUMENT unless the precision is between 4 and 16 */
    DistinctFilter(int precision) {
        if (precision < MIN_PRECISION || precision > MAX_PRECISION) {
            throw invalid("precision " + precision);
        }
        this.precision = precision;
        this.codec = new RegisterCodec(NAME, precision);
    }

    static byte[] parameters(int precision) {
        return new byte[] {(byte) new DistinctFilter(precision).precision};
    }

    static DistinctFilter create(byte[] parameters) {
        if (parameters.length > 1) {
            throw invalid(parameters.length + " bytes of parameters");
        }
        return new DistinctFilter(parameters.length == 0 ? DEFAULT_PRECISION : parameters[0]);
    }

    @Override
    public DistinctCount lift(int rank, Collection<byte[]> contribution) {
        UltraLogLog sketch = UltraLogLog.create(precision);
        contribution.forEach(bytes -> sketch.add(HASHER.hashBytesToLong(bytes)));
        return new DistinctCount(sketch);
    }

    @Override
    public DistinctCount merge(DistinctCount left, DistinctCount right) {
        left.sketch().add(right.sketch());
        return left;
    }

    @Override
    public byte[] encode(DistinctCount value) {
        return codec.encode(value.sketch().getState());
    }

    @Override
    public DistinctCount decode(byte[] encoded) {
        return new DistinctCount(UltraLogLog.wrap(codec.decode(encoded)));
    }

    @Override
    public Set<Law> laws() {
        return EnumSet.allOf(Law.class);
    }

    private static StciException invalid(String what) {
        return Refusals.invalid(
                NAME, "can't have " + what, "let the precision be " + MIN_PRECISION + " to " + MAX_PRECISION);
    }
}
