package io.stci.session.tool;

import io.stci.activemessages.Codec;
import java.util.concurrent.CompletionStage;

/** A handler with the codecs of what it takes and gives. */
record Registered<Q, A>(Codec<Q> request, Codec<A> answer, Handler<Q, A> handler) {
    /** @throws RuntimeException if the request can't be read, or the handler refuses it */
    CompletionStage<A> handle(byte[] payload) {
        CompletionStage<A> stage = handler.handle(request.decode(payload));
        if (stage == null) {
            throw new IllegalStateException("the handler gave no answer");
        }
        return stage;
    }

    @SuppressWarnings("unchecked")
    byte[] encode(Object answered) {
        return answer.encode((A) answered);
    }
}
