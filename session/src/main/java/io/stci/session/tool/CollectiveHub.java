package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.groupops.OutputBatches;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.wire.Collective;
import io.stci.wire.StreamSpec;
import java.util.HashSet;
import java.util.Set;

/**
 * At the front-end: hears which operations agents begin, and opens a stream for each, once. Confined to the front-end's thread.
 */
final class CollectiveHub implements StreamConsumer {
    private static final long WINDOW_BYTES = 1 << 20;
    /** More names than a tool has, and few enough that agents can't fill the front-end. */
    private static final int MAX_KNOWN = 1024;

    private final Streams streams;
    private final FilterCatalog catalog;
    private final RankSet all;
    private final Set<Collective> known = new HashSet<>();
    private RootStream starts;

    CollectiveHub(Streams streams, FilterCatalog catalog, RankSet all) {
        this.streams = streams;
        this.catalog = catalog;
        this.all = all;
    }

    void open() {
        starts = streams.open(
                StreamSpec.newBuilder()
                        .setMembers(ByteString.copyFrom(all.encode()))
                        .setUpFilter(UpFilters.FORWARD)
                        .setService(CollectiveService.STARTS),
                this);
        starts.grant(WINDOW_BYTES);
    }

    @Override
    public void data(long number, ByteBuf payload) {
        starts.grant(payload.readableBytes());
        OutputBatches.read(
                payload,
                (ranks, bytes, offset, length, continues) ->
                        started(Records.unframed(ByteBufUtil.getBytes(bytes, offset, length))));
    }

    /** What can't be opened is not answered: the agents' own deadlines end their calls. */
    private void started(byte[] record) {
        Collective collective = CollectiveService.read(ByteString.copyFrom(record));
        if (known.size() < MAX_KNOWN && known.add(collective)) {
            try {
                new RootCollective(catalog, all, collective).open(streams);
            } catch (StciException refused) {
                known.remove(collective);
            }
        }
    }
}
