package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells above which ranks are slow at or below this node. The newest reports are kept and told again to a new parent, as
 * those that were on their way through the old one are lost. Confined to the node's thread.
 */
final class SlowReports {
    private static final int KEPT = 64;

    private final UpSink sink;
    private final Deque<SlowReport> kept = new ArrayDeque<>();

    SlowReports(UpSink sink) {
        this.sink = sink;
    }

    void tell(SlowReport report) {
        if (kept.size() == KEPT) {
            kept.poll();
        }
        kept.add(report);
        sink.slow(report);
    }

    void tell(SlowReport.Kind kind, RankSet ranks, long first, long last) {
        tell(new SlowReport(kind, ranks, first, last));
    }

    /** To a new parent. */
    void tellAgain() {
        kept.forEach(sink::slow);
    }

    static io.stci.wire.SlowReport toWire(SlowReport report) {
        return io.stci.wire.SlowReport.newBuilder()
                .setKindValue(report.kind().ordinal() + 1)
                .setRanks(ByteString.copyFrom(report.ranks().encode()))
                .setFirst(report.first())
                .setLast(report.last())
                .build();
    }

    /** @throws StciException PROTOCOL_ERROR if it is malformed */
    static SlowReport ofWire(io.stci.wire.SlowReport message) {
        int kind = message.getKindValue() - 1;
        if (kind < 0 || kind >= SlowReport.Kind.values().length) {
            throw new StciException(Status.PROTOCOL_ERROR, "slow report", "is of unknown kind " + (kind + 1), "");
        }
        RankSet ranks = RankSet.decode(message.getRanks().toByteArray());
        return new SlowReport(SlowReport.Kind.values()[kind], ranks, message.getFirst(), message.getLast());
    }
}
