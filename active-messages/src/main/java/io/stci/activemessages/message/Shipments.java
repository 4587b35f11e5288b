package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;

/** Chooses the way of a payload: along with its message, or announced. */
final class Shipments {
    private Shipments() {}

    /**
     * Prepares a shipment, which {@link Outbox#queue} then starts.
     *
     * @param id of the call, or of the transfer if it becomes one
     * @param costBytes beside the payload
     * @throws StciException INVALID_ARGUMENT if the payload is larger than any may be, RESOURCE_EXHAUSTED if too much waits already
     */
    static Shipment prepare(
            Peer to, Shipment.Owner owner, Line line, long id, long costBytes, byte[] payload, long deadlineAtNs) {
        Local local = to.local();
        if (payload.length <= local.eagerBytes(to.id())) {
            return new EagerMessage(to.outbox(), owner, payload, costBytes + payload.length, deadlineAtNs);
        }
        if (payload.length > local.options().transfers().maxBytes()) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "message for " + Ends.name(to.id()),
                    "has " + payload.length + " bytes, more than "
                            + local.options().transfers().maxBytes(),
                    "send it in parts");
        }
        Budget held =
                line == Line.HANDLERS ? to.budgets().transfers() : to.budgets().taggedTransfers();
        OutTransfer transfer = new OutTransfer(to, owner, held, id, payload, costBytes, deadlineAtNs);
        transfer.begin();
        return transfer;
    }
}
