package io.stci.session.tool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.groupops.OutputBatches;
import io.stci.groupops.UpFilters;
import io.stci.wire.StreamSpec;
import java.util.function.Consumer;

/**
 * A stream on which agents send what they have when they have it, {@link AgentStream#record}: nothing is combined, and nobody waits
 * for anybody.
 *
 * <p>Guarantees: each record of a live agent comes exactly once, and those of one agent in order, whatever junctions die.
 *
 * <p>Records that nobody has taken wait here up to 4 MiB, then in the tree, and at last {@link AgentStream#record} says no.
 *
 * <p>Threads: any. Requests complete, and the listener is called, on the front-end's thread.
 */
public final class RecordStream extends Inflow<RankRecord> {
    RecordStream(GroupOperations home) {
        super(home);
    }

    static StreamSpec.Builder specOf(String name, RankSet members, byte[] request) {
        return spec(name, members, request).setUpFilter(UpFilters.FORWARD);
    }

    /** Has each record given to this from now on, on the front-end's thread: it must return at once, and must not throw. */
    public void onRecord(Consumer<RankRecord> listener) {
        listen(listener);
    }

    /** A payload holds one record. */
    @Override
    void read(ByteBuf payload) {
        int room = payload.readableBytes();
        OutputBatches.read(
                payload,
                (ranks, bytes, offset, length, continues) -> add(
                        new RankRecord(ranks.first(), Records.unframed(ByteBufUtil.getBytes(bytes, offset, length))),
                        room));
    }
}
