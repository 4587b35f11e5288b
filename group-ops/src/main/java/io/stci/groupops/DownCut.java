package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.activemessages.HandlerIds;
import io.stci.activemessages.Node;
import io.stci.core.StciException;
import io.stci.groupops.filter.DownFilter;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.transport.Frames;
import io.stci.wire.StreamSpec;
import java.util.TreeMap;

/**
 * What of a stream's messages a node sends to each child: the whole, or what the stream's down filter leaves of it, which may be
 * changed between two messages. Confined to the node's thread.
 */
final class DownCut {
    /** Why a wave goes without ranks that its message is not for. */
    static final String NOT_ASKED = "not asked";

    private final Node node;
    private final FilterCatalog catalog;
    private final StreamSpec spec;
    private final String place;
    /** By the number of the first message that each is for; empty if messages are sent whole. */
    private final TreeMap<Long, DownFilter> versions = new TreeMap<>();

    /** What a child is sent: a frame, which passes to the caller, or if it is null nothing, for that reason. */
    record Piece(ByteBuf frame, String reason) {}

    /**
     * @param place what this node is, for messages
     * @throws StciException at the front-end, NOT_FOUND or INVALID_ARGUMENT if there can't be such a filter
     */
    DownCut(Node node, FilterCatalog catalog, StreamSpec spec, String place) {
        this.node = node;
        this.catalog = catalog;
        this.spec = spec;
        this.place = place;
        if (!spec.getDownFilter().isEmpty()) {
            change(-1, spec.getDownFilterParameters().toByteArray());
        }
    }

    /** Messages above this number are cut by a filter with other parameters. */
    void change(long number, byte[] parameters) {
        versions.put(number + 1, create(parameters));
    }

    /** No message up to this number will be sent any more. */
    void forgetUpTo(long number) {
        if (!versions.isEmpty()) {
            versions.headMap(versions.floorKey(number + 1), false).clear();
        }
    }

    /** True if children may be sent something else than this frame. */
    boolean concerns(ByteBuf kept) {
        return !versions.isEmpty() && Frames.handler(kept) == HandlerIds.STREAM_DOWN;
    }

    /** What this child is sent of a message; what is kept stays as it is. */
    Piece forChild(Slot slot, ByteBuf kept, long number) {
        try {
            byte[] message = ByteBufUtil.getBytes(Frames.payload(kept));
            byte[] below = versions.floorEntry(number).getValue().below(message, slot.ranks);
            if (below == null) {
                return new Piece(null, NOT_ASKED);
            }
            if (below.length > Frames.MAX_PAYLOAD_BYTES) {
                return failed("makes " + below.length + " bytes, more than fit a message");
            }
            return new Piece(
                    Frames.of(node.allocator(), HandlerIds.STREAM_DOWN, spec.getId(), number, below, 0, below.length),
                    "");
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return failed(e instanceof StciException known ? known.getMessage() : e.toString());
        }
    }

    private Piece failed(String why) {
        return new Piece(null, "the down filter failed at " + place + ": " + why);
    }

    private DownFilter create(byte[] parameters) {
        try {
            return catalog.createDown(spec.getDownFilter(), parameters);
        } catch (StciException unusable) {
            if (Place.isRoot(node)) {
                throw unusable;
            }
            return (message, ranks) -> {
                throw unusable;
            };
        }
    }
}
