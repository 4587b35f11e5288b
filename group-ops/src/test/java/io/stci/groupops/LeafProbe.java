package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.wire.DownGap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;

/** An agent's end of a stream in a test: keeps what comes down, and sends what it is told as there is room. */
final class LeafProbe implements LeafHandler {
    final LeafStream stream;
    final List<Long> numbers = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    final List<DownGap> gaps = new ArrayList<>();
    long endNumber;
    boolean closed;
    /** What to do with a message; nothing unless a test sets it. */
    LongConsumer onMessage = number -> {};

    LongConsumer onEnd = number -> {};

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean ending;

    LeafProbe(LeafStream stream) {
        this.stream = stream;
        stream.handler(this);
        stream.roomListener(this::pump);
    }

    /** Sends a record; numbered {@link OutputBatches#CONTINUES} if it is a piece that others follow. */
    void send(long number, byte[] record) {
        waiting.add(() -> stream.send(record, number == OutputBatches.CONTINUES));
        pump();
    }

    /** Sends whole lines, or a piece of one, as output. */
    void output(String text, boolean lineContinues) {
        send(lineContinues ? OutputBatches.CONTINUES : 0, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void answer(long wave, byte[] value) {
        stream.answer(wave, value);
    }

    /** Ends the stream behind what waits. */
    void end() {
        ending = true;
        pump();
    }

    int waitingCount() {
        return waiting.size();
    }

    @Override
    public void message(long number, ByteBuf payload) {
        numbers.add(number);
        messages.add(payload.toString(StandardCharsets.ISO_8859_1));
        onMessage.accept(number);
    }

    @Override
    public void gap(long first, long last) {
        gaps.add(DownGap.newBuilder().setFirst(first).setLast(last).build());
    }

    @Override
    public void end(long number) {
        endNumber = number;
        onEnd.accept(number);
    }

    @Override
    public void closed() {
        closed = true;
    }

    private void pump() {
        while (!waiting.isEmpty() && stream.hasRoom()) {
            waiting.poll().run();
        }
        if (ending && waiting.isEmpty()) {
            stream.end();
        }
    }
}
