package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** Tells the sender of a transfer how it has ended. */
final class Settlements {
    private Settlements() {}

    static void received(Peer from, long transfer) {
        send(from, Envelope.Settled.newBuilder().setTransfer(transfer));
    }

    static void refuse(Peer from, long transfer, StciException why) {
        send(from, Envelope.Settled.newBuilder().setTransfer(transfer).setError(Errors.toWire(why)));
    }

    private static void send(Peer from, Envelope.Settled.Builder settled) {
        from.outbox().reply(Reply.of(Envelope.newBuilder().setSettled(settled)));
    }
}
