package io.stci.groupops;

import com.google.protobuf.UnsafeByteOperations;
import io.stci.core.RankSet;
import io.stci.groupops.filter.DownFilter;
import io.stci.transport.Frames;
import io.stci.wire.Concatenation;
import java.util.Arrays;

/**
 * Each rank's own piece of a message, for the ranks below; messages are {@code stci.Concatenation}. Who has no piece is not sent
 * the message, or an empty one.
 */
final class ScatterFilter implements DownFilter {
    static final String NAME = "scatter";
    static final String TO_ALL = "scatter-to-all";

    private final boolean toAll;

    /** The message cut last: children come one behind the other for it. */
    private byte[] last;

    private Concatenation pieces;

    ScatterFilter(boolean toAll) {
        this.toAll = toAll;
    }

    @Override
    public byte[] below(byte[] message, RankSet ranks) {
        if (!Arrays.equals(last, message)) {
            last = message;
            pieces = Frames.parse(UnsafeByteOperations.unsafeWrap(message), Concatenation.parser());
        }
        Concatenation.Builder below = Concatenation.newBuilder();
        pieces.getEntriesList().stream()
                .filter(entry -> ranks.contains(entry.getRank()))
                .forEach(below::addEntries);
        return toAll || below.getEntriesCount() > 0 ? below.build().toByteArray() : null;
    }
}
