package io.stci.groupops.plugin;

import io.stci.groupops.filter.Filter;
import java.nio.charset.StandardCharsets;

/** What filters in test jars are made of: adds numbers, until they override something. */
public class LongFilter implements Filter<Long, Long> {
    @Override
    public Long lift(int rank, Long contribution) {
        return contribution;
    }

    @Override
    public Long merge(Long left, Long right) {
        return left + right;
    }

    @Override
    public byte[] encode(Long value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Long decode(byte[] encoded) {
        return Long.valueOf(new String(encoded, StandardCharsets.UTF_8));
    }
}
