package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.stci.core.StciException;
import java.util.concurrent.CompletableFuture;

/**
 * What carries datagrams: sockets, or a network that a test or simulator makes up.
 *
 * <p>Promises nothing of a datagram but its bounds: it may be lost, come several times, late, out of order or altered.
 *
 * <p>Threads: everything is confined to the thread of the {@link DatagramTransport} that uses it; futures complete, and
 * receivers are called, on that thread, and never from within {@link Port#send}.
 */
public interface DatagramNetwork {
    /** What a port must be able to carry at least. */
    int MIN_DATAGRAM_BYTES = 512;

    /**
     * Opens a port that hears everybody.
     *
     * @param local where; its port 0 asks for any free one
     * @return fails with a StciException (ADDRESS_IN_USE or UNAVAILABLE) if it can't
     */
    CompletableFuture<Port> open(Address local, Receiver receiver);

    /**
     * Opens a port on any free address of this host, to speak with one peer only: what others send may be dropped, and
     * what comes from the peer is said to come from the very address given here.
     *
     * @return fails with a StciException (UNAVAILABLE) if it can't
     */
    CompletableFuture<Port> openTo(Address peer, Receiver receiver);

    /** An open port. */
    interface Port {
        /** Where it really is: a port asked for as 0 has its number. */
        Address address();

        /** The largest datagram that this port sends or receives, at least {@link #MIN_DATAGRAM_BYTES}. */
        int maxDatagramBytes();

        /**
         * Sends a datagram, or loses it.
         *
         * @param datagram taken over; its bytes never change again, and may be shared with other datagrams
         */
        void send(Address to, ByteBuf datagram);

        /** Frees the port. Its receiver is not called any more. Closing again is harmless. */
        void close();
    }

    /** Hears a port. */
    @FunctionalInterface
    interface Receiver {
        /**
         * A datagram came.
         *
         * @param datagram lent for the duration of the call
         */
        void received(Address from, ByteBuf datagram);

        /** The network says that nobody is there. A hint: many networks never give it. */
        default void unreachable(Address to) {}

        /** The port is gone, other than by {@link Port#close}. */
        default void closed(StciException why) {}
    }
}
