package io.stci.transport;

import io.stci.core.StciException;

/** Hears what happens on a link. Called on the node's thread. */
public interface VcHandler {
    /** Both ends have accepted each other. */
    void opened(VirtualChannel vc);

    /**
     * A frame came. What this throws closes the link: a StciException with its status, anything else as INTERNAL.
     *
     * @param frame lent for the duration of the call
     */
    void received(VirtualChannel vc, Frame frame);

    /**
     * The link is gone, or could not be opened. Exactly once, and the last call.
     *
     * @param vc null if it had not been opened
     */
    void closed(VirtualChannel vc, StciException why);
}
