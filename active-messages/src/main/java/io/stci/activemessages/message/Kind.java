package io.stci.activemessages.message;

import io.stci.wire.Envelope;

/** What is done with one kind of envelope. */
@FunctionalInterface
interface Kind {
    /** @throws io.stci.core.StciException PROTOCOL_ERROR or RESOURCE_EXHAUSTED if it breaks the protocol; it is reported, and dropped */
    void received(Peer from, Envelope envelope);
}
