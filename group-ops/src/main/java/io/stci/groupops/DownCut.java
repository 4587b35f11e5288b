package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.DownFilter;
import io.stci.transport.Frames;
import io.stci.wire.StreamSpec;

/** What of a stream's messages a node sends to each child: the whole, or what a down filter leaves of it. */
final class DownCut {
    private final Node node;
    private final int stream;
    private final DownFilter filter;

    /** A junction that doesn't know the filter sends the whole, of which each member takes its own. */
    DownCut(Node node, StreamSpec spec) {
        this.node = node;
        this.stream = spec.getId();
        this.filter = spec.getDownFilter().equals(ScatterFilter.NAME) ? new ScatterFilter() : null;
    }

    /** @throws StciException NOT_FOUND if there is no such filter */
    static void check(String name) {
        if (!name.isEmpty() && !name.equals(ScatterFilter.NAME)) {
            throw new StciException(
                    Status.NOT_FOUND, "down filter '" + name + "'", "is not known here", "use " + ScatterFilter.NAME);
        }
    }

    /** A frame for the child, which passes to the caller; what is kept stays as it is. */
    ByteBuf forChild(Slot slot, ByteBuf kept, long number) {
        if (filter == null || Frames.handler(kept) != HandlerIds.STREAM_DOWN) {
            return kept.retainedDuplicate();
        }
        byte[] below = filter.below(ByteBufUtil.getBytes(Frames.payload(kept)), slot.ranks);
        return Frames.of(node.allocator(), HandlerIds.STREAM_DOWN, stream, number, below, 0, below.length);
    }
}
