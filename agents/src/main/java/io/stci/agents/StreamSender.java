package io.stci.agents;

import io.stci.groupops.LeafStream;
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

    /** @param taken run once the stream has taken the record, or is closed */
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
            stream.send(item.record(), item.lineContinues());
            item.taken().run();
        }
        if (ending && waiting.isEmpty()) {
            stream.end();
        }
    }
}
