package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Failures on their way from one end to another: the status stays, and each end on the way is named in front of the reason. */
final class Errors {
    private static final int CULPRIT_CHARS = 160;
    private static final int REASON_CHARS = 800;
    private static final int NEXT_STEP_CHARS = 200;

    private Errors() {}

    /** What code that isn't ours threw, or a stage failed with. */
    static StciException thrownBy(String name, Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof StciException known) {
            return known;
        }
        String message = cause.getMessage();
        String reason = cause.getClass().getName() + (message == null ? "" : ": " + message);
        return new StciException(Status.INTERNAL, HandlerNames.quoted(name), reason, "", cause);
    }

    static Envelope.Error toWire(StciException failure) {
        return Envelope.Error.newBuilder()
                .setStatus(failure.status().number())
                .setCulprit(Texts.cut(failure.culprit(), CULPRIT_CHARS))
                .setReason(Texts.cut(failure.reason(), REASON_CHARS))
                .setNextStep(Texts.cut(failure.nextStep(), NEXT_STEP_CHARS))
                .build();
    }

    static StciException fromWire(int peer, Envelope.Error error) {
        return new StciException(
                Status.ofNumber(error.getStatus()),
                Ends.name(peer),
                error.getCulprit() + ": " + error.getReason(),
                error.getNextStep());
    }

    static StciException gone(int peer, StciException why) {
        return new StciException(
                Status.UNAVAILABLE,
                Ends.name(peer),
                "is gone: " + why.culprit() + ": " + why.reason(),
                why.nextStep(),
                why);
    }

    static StciException protocol(int peer, String reason) {
        return new StciException(Status.PROTOCOL_ERROR, Ends.name(peer), reason, "");
    }
}
