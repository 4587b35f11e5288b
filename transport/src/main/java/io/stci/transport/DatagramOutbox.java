package io.stci.transport;

import io.netty.buffer.ByteBuf;

/** What a link sends, from its lanes into its flow, and behind all of it the end. Confined to the link's thread. */
final class DatagramOutbox {
    private final DatagramLanes lanes = new DatagramLanes();
    private boolean finishing;
    private boolean finSent;

    /** Takes a frame over. */
    void add(ByteBuf frame, int lane) {
        lanes.add(frame, lane);
    }

    /** The end follows what is queued. */
    void finish() {
        finishing = true;
    }

    /** Sends what the flow has room for. */
    void pump(DatagramFlow flow) {
        while (!lanes.isEmpty() && flow.hasRoom()) {
            int sizeBytes = (int) Math.min(flow.maxBytes(), Datagrams.DATA_BYTES + lanes.packedBytes());
            ByteBuf datagram = flow.allocate(sizeBytes);
            lanes.pack(datagram, sizeBytes);
            flow.send(datagram);
        }
        if (finishing && !finSent && lanes.isEmpty() && flow.hasRoom()) {
            finSent = true;
            flow.send(flow.allocate(Datagrams.DATA_BYTES + 1).writeByte(DatagramLanes.FIN));
        }
    }

    /** True if all has arrived, the end included. */
    boolean isDone(DatagramFlow flow) {
        return finSent && flow.isAcked();
    }

    long queuedBytes() {
        return lanes.queuedBytes();
    }

    /** Drops what is queued. */
    void release() {
        lanes.release();
    }
}
