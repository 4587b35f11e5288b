package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;

/** Output as it travels: agents write it, the front-end reads it. Payloads are {@code stci.OutputBatch}. */
public final class OutputBatches {
    /** Number of a message that is a piece of a line which goes on in the next one. */
    public static final long CONTINUES = ForwardFilter.CONTINUES;
    /** Bytes that a batch of one run takes beside its data. */
    public static final int OVERHEAD_BYTES = 64;

    private OutputBatches() {}

    /** Takes runs. */
    public interface Visitor {
        /**
         * @param payload holds the data, lent for the duration of the call
         * @param lineContinues true for a piece of a long line that is not its last
         */
        void run(RankSet ranks, ByteBuf payload, int offset, int length, boolean lineContinues);
    }

    /** Appends a batch of one run to a buffer. */
    public static void write(ByteBuf to, int rank, byte[] data, int offset, int length, boolean lineContinues) {
        OutputBatchWriter writer = new OutputBatchWriter();
        writer.begin(to);
        writer.append(rank, data, offset, length, lineContinues);
    }

    /**
     * Visits the runs of a payload in order.
     *
     * @throws io.stci.core.StciException PROTOCOL_ERROR if it is no batch
     */
    public static void read(ByteBuf payload, Visitor visitor) {
        OutputBatchReader reader = new OutputBatchReader();
        reader.wrap(payload);
        while (reader.next()) {
            visitor.run(reader.ranks(), payload, reader.dataOffset(), reader.dataLength(), reader.lineContinues());
        }
    }
}
