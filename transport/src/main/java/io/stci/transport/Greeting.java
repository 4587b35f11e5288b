package io.stci.transport;

import java.io.IOException;

/** What an end of a link does until the link is open. Called on the link's thread. */
interface Greeting {
    /** The channel is connected. What this throws closes the link. */
    void begin(Link link) throws IOException;

    /** A frame came before the link was open. */
    void received(Link link, Frame frame);

    /** The handshake is done; either this or {@link #failed} is called, once. */
    default void opened(Link link) {}

    /** The link closed before it was open. */
    default void failed(Link link) {}
}
