package io.stci.agents;

import io.stci.groupops.LeafStream;
import java.util.Arrays;

/** Sends a held output up as there is room. Confined to the node's thread. */
final class SpoolSender {
    private static final int CHUNK_BYTES = 32 << 10;

    private final LeafStream stream;
    private final OutputSpool spool;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private long position;

    private SpoolSender(LeafStream stream, OutputSpool spool, long position) {
        this.stream = stream;
        this.spool = spool;
        this.position = position;
    }

    /**
     * Sends all from a position on and ends the stream.
     *
     * @param spool null for nothing
     */
    static void send(LeafStream stream, OutputSpool spool, long position) {
        stream.begin();
        if (spool == null) {
            stream.end();
        } else {
            SpoolSender sender = new SpoolSender(stream, spool, position);
            stream.roomListener(sender::pump);
            sender.pump();
        }
    }

    private void pump() {
        while (stream.hasRoom() && !stream.isClosed() && position < spool.length()) {
            int count = spool.read(position, chunk, 0, CHUNK_BYTES);
            position += count;
            stream.send(Arrays.copyOf(chunk, count), position < spool.length());
        }
        if (position >= spool.length()) {
            stream.end();
        }
    }
}
