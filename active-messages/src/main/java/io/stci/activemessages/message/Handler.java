package io.stci.activemessages.message;

import java.util.concurrent.CompletionStage;

/**
 * Answers requests. Called on the node's thread, and must not block it: what takes long completes the stage later, on any thread.
 *
 * <p>What it throws, and what its stage fails with, goes to the caller: a {@link io.stci.core.StciException} with its status, anything
 * else as INTERNAL.
 *
 * @param <Q> the request
 * @param <A> the answer
 */
@FunctionalInterface
public interface Handler<Q, A> {
    /**
     * Answers one request.
     *
     * @param request as it was decoded, the handler's own
     * @param context of this request: who asks, and for how long yet
     * @return what completes with the answer, at once or later; not null
     */
    CompletionStage<A> handle(Q request, MessageContext context);
}
