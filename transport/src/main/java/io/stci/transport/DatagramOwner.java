package io.stci.transport;

/** Who holds the carrier of a link, and brings it what comes. */
interface DatagramOwner {
    /** No link needs it any more, but the peer may. */
    void lingers(DatagramCarrier carrier);

    /** Nobody needs it any more. */
    void gone(DatagramCarrier carrier);
}
