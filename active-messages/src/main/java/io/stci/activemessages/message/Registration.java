package io.stci.activemessages.message;

import io.stci.activemessages.Codec;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The code behind a name, from bytes to bytes.
 *
 * @param oneWay true if nobody gets an answer
 */
record Registration<Q, A>(String name, boolean oneWay, Codec<Q> requests, Codec<A> answers, Handler<Q, A> handler) {
    /** Runs it; whatever goes wrong is the stage's failure. */
    CompletionStage<byte[]> run(byte[] payload, MessageContext context) {
        try {
            CompletionStage<A> answer = handler.handle(requests.decode(payload), context);
            return Objects.requireNonNull(answer, "the handler gave no stage").thenApply(this::encode);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private byte[] encode(A answer) {
        return Objects.requireNonNull(answers.encode(answer), "the answer's codec gave no bytes");
    }
}
