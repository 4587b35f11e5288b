package io.stci.groupops;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.stci.core.RankSet;
import io.stci.groupops.filter.DownFilter;
import io.stci.transport.Frames;
import io.stci.wire.Addressed;

/** Each message for some of the members; messages are {@code stci.Addressed}. */
final class AddressedFilter implements DownFilter {
    static final String NAME = "addressed";

    @Override
    public byte[] below(byte[] message, RankSet ranks) {
        Addressed addressed = Frames.parse(UnsafeByteOperations.unsafeWrap(message), Addressed.parser());
        RankSet to = RankSet.decode(addressed.getRanks().toByteArray()).intersect(ranks);
        return to.isEmpty()
                ? null
                : addressed.toBuilder()
                        .setRanks(ByteString.copyFrom(to.encode()))
                        .build()
                        .toByteArray();
    }
}
