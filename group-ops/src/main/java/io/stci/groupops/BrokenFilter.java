package io.stci.groupops;

import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;

/** Stands for a filter that a node can't make: fails whatever it is given, with the reason. */
record BrokenFilter(StciException why) implements Filter<Object, Object> {
    @Override
    public Object lift(int rank, Object contribution) {
        throw why;
    }

    @Override
    public Object merge(Object left, Object right) {
        throw why;
    }

    @Override
    public byte[] encode(Object value) {
        throw why;
    }

    @Override
    public Object decode(byte[] encoded) {
        throw why;
    }
}
