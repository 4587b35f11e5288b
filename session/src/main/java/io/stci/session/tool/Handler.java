package io.stci.session.tool;

import java.util.concurrent.CompletionStage;

/**
 * What an agent does when it is asked.
 *
 * @param <Q> what comes with the request
 * @param <A> what the agent answers
 */
@FunctionalInterface
public interface Handler<Q, A> {
    /**
     * Called on the node's thread: must return at once. What takes longer completes the stage later, from any thread.
     *
     * @return not null; if it fails, or this throws, the rank is missing from the result with the failure as the reason
     */
    CompletionStage<A> handle(Q request);
}
