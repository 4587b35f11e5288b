package io.stci.agents;

import io.netty.buffer.ByteBuf;
import io.stci.groupops.LeafStream;
import io.stci.groupops.OutputBatches;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sends an agent's records up one stream as there is room. Confined to the node's thread. */
final class StreamSender {
    private final LeafStream stream;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private boolean ending;

    private record Item(byte[] record, boolean lineContinues, Runnable taken) {}

    StreamSender(LeafStream stream) {
        this.stream = stream;
        stream.roomListener(this::pump);
    }

    /** @param taken run once the record has been sent, or the stream is closed */
    void send(byte[] record, boolean lineContinues, Runnable taken) {
        waiting.add(new Item(record, lineContinues, taken));
        pump();
    }

    /** Ends the stream behind what waits. */
    void end() {
        ending = true;
        pump();
    }

    private void pump() {
        while (!waiting.isEmpty() && (stream.isClosed() || stream.hasRoom())) {
            Item item = waiting.poll();
            if (!stream.isClosed()) {
                transmit(item);
            }
            item.taken().run();
        }
        if (ending && waiting.isEmpty()) {
            stream.end();
        }
    }

    private void transmit(Item item) {
        int length = item.record().length;
        ByteBuf frame = stream.allocate(length + OutputBatches.OVERHEAD_BYTES);
        OutputBatches.write(frame, stream.rank(), item.record(), 0, length, item.lineContinues());
        stream.send(item.lineContinues() ? OutputBatches.CONTINUES : 0, frame);
    }
}
