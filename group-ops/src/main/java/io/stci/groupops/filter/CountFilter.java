package io.stci.groupops.filter;

import java.nio.ByteBuffer;

/** How many ranks say yes: 8 bytes, big-endian. Associative and commutative; not idempotent. */
final class CountFilter implements Filter<Boolean, Long> {
    private static final String NAME = "count";

    @Override
    public Long lift(int rank, Boolean contribution) {
        return contribution ? 1L : 0L;
    }

    @Override
    public Long merge(Long left, Long right) {
        return Refusals.add(NAME, left, right);
    }

    @Override
    public byte[] encode(Long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    @Override
    public Long decode(byte[] encoded) {
        if (encoded.length != Long.BYTES || encoded[0] < 0) {
            throw Refusals.malformed(NAME, "is no count");
        }
        return ByteBuffer.wrap(encoded).getLong();
    }
}
