package io.stci.activemessages;

import io.stci.transport.Frame;

/** Code that a frame is addressed to. Runs on the node's thread; what it throws closes the link that the frame came by. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * @param from the child that sent it, or {@link Node#PARENT}
     * @param message lent for the duration of the call
     */
    void handle(int from, Frame message);
}
