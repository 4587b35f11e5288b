package io.stci.groupops;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.transport.Frames;
import io.stci.wire.CombinedPart;
import io.stci.wire.CombinedPart.Share;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What streams without waves give, as it travels. */
public final class CombinedParts {
    private CombinedParts() {}

    /**
     * A part, read.
     *
     * @param value as the filter encoded it; empty if no rank contributed
     * @param contributions how many of each rank the value holds, for those it holds any of
     * @param failed of which ranks the filter failed on how many, by reason
     */
    public record Content(byte[] value, Map<RankSet, Long> contributions, Map<String, Map<RankSet, Long>> failed) {}

    /**
     * Reads a part.
     *
     * @throws io.stci.core.StciException PROTOCOL_ERROR if it is none
     */
    public static Content content(ByteBuf payload) {
        CombinedPart part = read(payload);
        Map<String, Map<RankSet, Long>> failed = new LinkedHashMap<>();
        part.getFailuresList()
                .forEach(failure -> failed.computeIfAbsent(failure.getReason(), key -> new LinkedHashMap<>())
                        .put(
                                Combination.ranks(failure.getShare()),
                                failure.getShare().getContributions()));
        return new Content(part.getValue().toByteArray(), counts(part.getSharesList()), failed);
    }

    static CombinedPart read(ByteBuf payload) {
        ByteString bytes = UnsafeByteOperations.unsafeWrap(ByteBufUtil.getBytes(payload));
        return Frames.parse(bytes, CombinedPart.parser());
    }

    private static Map<RankSet, Long> counts(List<Share> shares) {
        Map<RankSet, Long> counts = new LinkedHashMap<>();
        shares.forEach(share -> counts.merge(Combination.ranks(share), share.getContributions(), Long::sum));
        return counts;
    }
}
