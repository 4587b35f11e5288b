package io.stci.groupops.plugin;

import io.stci.core.RankSet;
import io.stci.groupops.filter.Filter;
import java.util.Optional;
import java.util.Set;

/**
 * A filter from a jar, each call of which is held to a budget, and fails with a {@link io.stci.core.StciException} only. After a
 * failed call it may be used on, as far as its author made it so; what it keeps of earlier waves may be half changed.
 */
final class GuardedFilter<I, V> implements Filter<I, V> {
    private final Filter<I, V> filter;
    private final Guard guard;

    GuardedFilter(Filter<I, V> filter, Guard guard) {
        this.filter = filter;
        this.guard = guard;
    }

    @Override
    public V lift(int rank, I contribution) {
        return guard.call("lift", () -> filter.lift(rank, contribution));
    }

    @Override
    public V merge(V left, V right) {
        return guard.call("merge", () -> filter.merge(left, right));
    }

    @Override
    public byte[] encode(V value) {
        return guard.call("encode", () -> filter.encode(value));
    }

    @Override
    public V decode(byte[] encoded) {
        return guard.call("decode", () -> filter.decode(encoded));
    }

    @Override
    public Set<Law> laws() {
        return guard.call("laws", () -> {
            Set<Law> laws = filter.laws();
            return laws == null ? null : Set.copyOf(laws);
        });
    }

    @Override
    public byte[] state() {
        return guard.call("state", () -> Optional.ofNullable(filter.state())).orElse(null);
    }

    @Override
    public void adopt(RankSet ranks, byte[] state) {
        guard.call("adopt", () -> {
            filter.adopt(ranks, state);
            return true;
        });
    }

    @Override
    public V complete(long wave, RankSet ranks, V value) {
        return guard.call("complete", () -> filter.complete(wave, ranks, value));
    }
}
