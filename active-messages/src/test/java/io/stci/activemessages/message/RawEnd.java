package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.wire.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An agent, rank 0, that sends what it likes, among others that keep to the rules. */
final class RawEnd implements AutoCloseable {
    static final int FRONT_END = MessageCarrier.FRONT_END;

    private final MemoryMesh mesh;
    private final MemoryMesh.End carrier;
    private final Ensemble others;
    private final List<Envelope> received = new ArrayList<>();

    RawEnd(long seed) {
        mesh = new MemoryMesh(2, seed);
        others = new Ensemble(mesh, Sessions.small());
        carrier = mesh.carrier(0);
        carrier.listen(new MessageCarrier.Listener() {
            @Override
            public void received(int from, byte[] message) {
                received.add(parsed(message));
            }

            @Override
            public void multicast(int from, String handler, byte[] payload, boolean interrupt, Runnable onEnd) {}

            @Override
            public void room(int to) {}

            @Override
            public void gone(int peer, StciException why) {}
        });
    }

    /** The front-end, to which this end sends. */
    ActiveMessages victim() {
        return others.at(FRONT_END);
    }

    Ensemble others() {
        return others;
    }

    List<Envelope> received() {
        return received;
    }

    /** Lets time pass until the carrier takes it. */
    void send(byte[] message) {
        others.await(() -> carrier.hasRoom(FRONT_END));
        carrier.send(FRONT_END, message, false);
    }

    void send(Envelope.Builder envelope) {
        send(envelope.build().toByteArray());
    }

    /** Lets time pass until all that was sent has come, and all answers are here. */
    void settle() {
        mesh.time().advance(100, TimeUnit.MILLISECONDS);
    }

    /** How its transfers were settled, as status numbers; 0 for well. */
    List<Integer> settled() {
        return received.stream()
                .filter(Envelope::hasSettled)
                .map(each -> each.getSettled().getError().getStatus())
                .toList();
    }

    /** Dies. */
    void kill() {
        others.kill(0);
    }

    @Override
    public void close() {
        others.close();
    }

    private static Envelope parsed(byte[] message) {
        try {
            return Envelope.parseFrom(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
