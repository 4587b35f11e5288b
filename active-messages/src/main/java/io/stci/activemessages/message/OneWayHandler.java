package io.stci.activemessages.message;

import java.util.concurrent.CompletionStage;

/**
 * Takes one-way messages and interrupts. Called on the node's thread, and must not block it.
 *
 * <p>Until its stage completes, on whatever thread, the message counts against the window of its sender: who is slow holds its senders
 * up instead of gathering what they send. What it throws or fails with is counted, and told to the listeners at both ends.
 *
 * @param <Q> the message
 */
@FunctionalInterface
public interface OneWayHandler<Q> {
    /**
     * Takes one message.
     *
     * @param message as it was decoded, the handler's own
     * @param context of this message: who sent it
     * @return what completes once it is done with, with anything; not null
     */
    CompletionStage<?> handle(Q message, MessageContext context);
}
