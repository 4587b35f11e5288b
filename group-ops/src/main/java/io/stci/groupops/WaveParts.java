package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.transport.Frames;
import io.stci.wire.WavePart;
import java.util.Map;

/** Contributions to waves and their results, as they travel. */
public final class WaveParts {
    private WaveParts() {}

    /**
     * A part, read.
     *
     * @param ranks whose contributions the value holds
     * @param missing the others, by reason
     * @param value as the filter encoded it; empty if no rank contributed
     */
    public record Content(RankSet ranks, Map<String, RankSet> missing, byte[] value) {}

    /** One rank's contribution. */
    static byte[] of(int rank, byte[] value) {
        return WavePart.newBuilder()
                .setRanks(ByteString.copyFrom(RankSet.of(rank).encode()))
                .setValue(ByteString.copyFrom(value))
                .build()
                .toByteArray();
    }

    /**
     * Reads a part.
     *
     * @throws io.stci.core.StciException PROTOCOL_ERROR if it is none
     */
    public static Content read(byte[] bytes) {
        WavePart part = Frames.parse(ByteString.copyFrom(bytes), WavePart.parser());
        return new Content(
                RankSet.decode(part.getRanks().toByteArray()),
                MissingRanks.ofWire(part.getMissingList()),
                part.getValue().toByteArray());
    }
}
