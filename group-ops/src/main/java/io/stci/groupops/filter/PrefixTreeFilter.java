package io.stci.groupops.filter;

import com.google.protobuf.UnsafeByteOperations;
import io.stci.core.RankSet;
import io.stci.transport.Frames;
import io.stci.wire.CallTree;
import java.util.Collection;

/**
 * Joins call paths to a tree; {@code stci.CallTree}, which names each frame once, and ranks only where they are fewer than at
 * the parent. Associative and commutative; not idempotent, for it counts.
 */
final class PrefixTreeFilter implements Filter<Collection<CallPath>, PrefixTree> {
    static final String NAME = "prefix-tree";

    @Override
    public PrefixTree lift(int rank, Collection<CallPath> contribution) {
        PrefixTree root = new PrefixTree("", RankSet.of(rank), 0);
        contribution.forEach(root::add);
        return root;
    }

    @Override
    public PrefixTree merge(PrefixTree left, PrefixTree right) {
        return left.merge(right);
    }

    @Override
    public byte[] encode(PrefixTree value) {
        return new CallTreeWriter(value).write().toByteArray();
    }

    @Override
    public PrefixTree decode(byte[] encoded) {
        return new CallTreeReader(Frames.parse(UnsafeByteOperations.unsafeWrap(encoded), CallTree.parser())).read();
    }
}
