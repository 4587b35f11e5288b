package io.stci.groupops.filter;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.stci.core.RankSet;
import io.stci.transport.Frames;
import io.stci.wire.PayloadClasses;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which ranks hold the same bytes: whole payloads are compared, no hashes, in the order of unsigned bytes. {@code
 * stci.PayloadClasses}, each payload once. All laws hold.
 */
final class EqualityFilter implements Filter<byte[], SortedMap<ByteString, RankSet>> {
    private static final String NAME = "equality";

    @Override
    public SortedMap<ByteString, RankSet> lift(int rank, byte[] contribution) {
        SortedMap<ByteString, RankSet> classes = classes();
        classes.put(ByteString.copyFrom(contribution), RankSet.of(rank));
        return classes;
    }

    @Override
    public SortedMap<ByteString, RankSet> merge(
            SortedMap<ByteString, RankSet> left, SortedMap<ByteString, RankSet> right) {
        right.forEach((payload, ranks) -> left.merge(payload, ranks, RankSet::union));
        return left;
    }

    @Override
    public byte[] encode(SortedMap<ByteString, RankSet> value) {
        PayloadClasses.Builder message = PayloadClasses.newBuilder();
        for (Map.Entry<ByteString, RankSet> entry : value.entrySet()) {
            message.addClassesBuilder()
                    .setPayload(entry.getKey())
                    .setRanks(UnsafeByteOperations.unsafeWrap(entry.getValue().encode()));
        }
        return message.build().toByteArray();
    }

    /** @throws io.stci.core.StciException PROTOCOL_ERROR also if a rank is in two classes, which bounds what sets can take */
    @Override
    public SortedMap<ByteString, RankSet> decode(byte[] encoded) {
        PayloadClasses message = Frames.parse(UnsafeByteOperations.unsafeWrap(encoded), PayloadClasses.parser());
        TreeMap<ByteString, RankSet> classes = classes();
        RankSet.Builder all = new RankSet.Builder();
        for (PayloadClasses.Class read : message.getClassesList()) {
            RankSet ranks = RankSet.decode(read.getRanks().toByteArray());
            int before = all.size();
            all.add(ranks);
            if (ranks.isEmpty() || all.size() != before + ranks.size()) {
                throw Refusals.malformed(NAME, "has a class of no ranks, or a rank in two");
            }
            if (!classes.isEmpty() && compare(classes.lastKey(), read.getPayload()) >= 0) {
                throw Refusals.malformed(NAME, "is not in order");
            }
            classes.put(read.getPayload(), ranks);
        }
        return classes;
    }

    @Override
    public Set<Law> laws() {
        return EnumSet.allOf(Law.class);
    }

    private static TreeMap<ByteString, RankSet> classes() {
        return new TreeMap<>(ByteString.unsignedLexicographicalComparator());
    }

    private static int compare(ByteString left, ByteString right) {
        return ByteString.unsignedLexicographicalComparator().compare(left, right);
    }
}
