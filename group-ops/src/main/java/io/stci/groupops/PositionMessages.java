package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.ordering.PositionGroup;
import io.stci.ordering.PositionMap;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.Positions;

/** Positions of ranks as they travel. */
final class PositionMessages {
    private PositionMessages() {}

    /** Positions for these ranks, all 0. */
    static PositionMap start(RankSet ranks) {
        return ranks.isEmpty()
                ? new PositionMap(0, 0)
                : new PositionMap(ranks.first(), ranks.last() - ranks.first() + 1);
    }

    static PositionMap copy(PositionMap positions, RankSet ranks) {
        PositionMap copy = start(ranks);
        copy.restore(positions.export(ranks));
        return copy;
    }

    static Positions of(PositionMap positions, RankSet ranks) {
        Positions.Builder message = Positions.newBuilder();
        for (PositionGroup group : positions.export(ranks)) {
            message.addGroups(Positions.Group.newBuilder()
                    .setRanks(ByteString.copyFrom(group.ranks().encode()))
                    .setPosition(group.position()));
        }
        return message.build();
    }

    static Positions parse(Frame frame) {
        return Frames.parse(frame, Positions.parser());
    }

    /** Takes over those of the positions that are of these ranks. */
    static void apply(Positions message, RankSet ranks, PositionMap to) {
        message.getGroupsList().forEach(group -> to.set(ranks(group).intersect(ranks), group.getPosition()));
    }

    /** The position of one rank, or -1 if the message has none. */
    static long of(Positions message, int rank) {
        for (Positions.Group group : message.getGroupsList()) {
            if (ranks(group).contains(rank)) {
                return group.getPosition();
            }
        }
        return -1;
    }

    static RankSet ranks(Positions message) {
        RankSet.Builder ranks = new RankSet.Builder();
        message.getGroupsList().forEach(group -> ranks.add(ranks(group)));
        return ranks.build();
    }

    private static RankSet ranks(Positions.Group group) {
        return RankSet.decode(group.getRanks().toByteArray());
    }
}
