package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.wire.CombinedPart.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much each rank has contributed to something. Confined to one thread. */
final class Shares {
    private final Map<Integer, Amount> byRank = new HashMap<>();

    /** Contributions, and the bytes that they took as they travelled. */
    private record Amount(long contributions, long bytes) {
        Amount plus(Amount other) {
            return new Amount(contributions + other.contributions, bytes + other.bytes);
        }
    }

    void add(int rank, long contributions, long bytes) {
        byRank.merge(rank, new Amount(contributions, bytes), Amount::plus);
    }

    void add(RankSet ranks, Share share) {
        ranks.forEach(rank -> add(rank, share.getContributions(), share.getBytes()));
    }

    void addAll(Shares other) {
        other.byRank.forEach((rank, amount) -> byRank.merge(rank, amount, Amount::plus));
    }

    boolean isEmpty() {
        return byRank.isEmpty();
    }

    void clear() {
        byRank.clear();
    }

    /** Ranks with equal shares together. */
    List<Share> toWire() {
        Map<Amount, RankSet.Builder> groups = new LinkedHashMap<>();
        byRank.keySet().stream()
                .sorted()
                .forEach(rank -> groups.computeIfAbsent(byRank.get(rank), amount -> new RankSet.Builder())
                        .add(rank));
        List<Share> shares = new ArrayList<>(groups.size());
        groups.forEach((amount, ranks) -> shares.add(Share.newBuilder()
                .setRanks(ByteString.copyFrom(ranks.build().encode()))
                .setContributions(amount.contributions())
                .setBytes(amount.bytes())
                .build()));
        return shares;
    }
}
