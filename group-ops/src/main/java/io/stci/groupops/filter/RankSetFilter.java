package io.stci.groupops.filter;

import io.stci.core.RankSet;
import java.util.EnumSet;
import java.util.Set;

/** The union of rank sets, in their compact form. All laws hold. */
final class RankSetFilter implements Filter<RankSet, RankSet> {
    @Override
    public RankSet lift(int rank, RankSet contribution) {
        return contribution;
    }

    @Override
    public RankSet merge(RankSet left, RankSet right) {
        return left.union(right);
    }

    @Override
    public byte[] encode(RankSet value) {
        return value.encode();
    }

    @Override
    public RankSet decode(byte[] encoded) {
        return RankSet.decode(encoded);
    }

    @Override
    public Set<Law> laws() {
        return EnumSet.allOf(Law.class);
    }
}
