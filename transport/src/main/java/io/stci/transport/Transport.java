package io.stci.transport;

import io.netty.buffer.ByteBufAllocator;
import io.stci.core.Scheduler;
import java.util.concurrent.CompletableFuture;

/**
 * Makes links for the nodes of one thread.
 *
 * <p>Threads: everything is confined to that thread, and handlers are called on it.
 */
public interface Transport extends AutoCloseable {
    /** The time of the thread. */
    Scheduler scheduler();

    /** Where the thread's buffers come from. */
    ByteBufAllocator allocator();

    /** Runs a task on the thread; the one method that any thread may call. */
    void execute(Runnable task);

    /**
     * Listens for links. From any thread; the future completes on the transport's, with a StciException (ADDRESS_IN_USE or
     * UNAVAILABLE) if it can't.
     */
    CompletableFuture<Endpoint> listen(Address address, Admission admission);

    /** Opens a link; the outcome comes through the handler. */
    void connect(Address address, PeerHello hello, VcHandler handler);

    /** Ends the thread and all its links. From any thread. */
    @Override
    void close();

    /** A place that listens. */
    interface Endpoint {
        /** Where it really listens: a port asked for as 0 has its number. */
        Address address();

        /** Connections that were refused, or closed before they said a valid hello. */
        long refused();

        /** Stops listening; links stay. */
        void close();
    }
}
