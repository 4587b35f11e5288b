package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.wire.Missing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ranks by the reason why they are missing, and how that travels. */
final class MissingRanks {
    private MissingRanks() {}

    static Map<String, RankSet> ofWire(List<Missing> messages) {
        Map<String, RankSet> byReason = new LinkedHashMap<>();
        for (Missing absent : messages) {
            add(byReason, absent.getReason(), RankSet.decode(absent.getRanks().toByteArray()));
        }
        return byReason;
    }

    static List<Missing> toWire(Map<String, RankSet> byReason) {
        List<Missing> messages = new ArrayList<>();
        byReason.forEach((reason, ranks) -> messages.add(Missing.newBuilder()
                .setReason(reason)
                .setRanks(ByteString.copyFrom(ranks.encode()))
                .build()));
        return messages;
    }

    static void add(Map<String, RankSet> to, String reason, RankSet ranks) {
        to.merge(reason, ranks, RankSet::union);
    }

    static void addAll(Map<String, RankSet> to, Map<String, RankSet> added) {
        added.forEach((reason, ranks) -> add(to, reason, ranks));
    }
}
