package io.stci.session.tool;

import io.stci.activemessages.Codec;
import io.stci.activemessages.message.Received;
import io.stci.activemessages.message.TaggedMessages;
import io.stci.activemessages.message.Unreceived;
import io.stci.core.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * Messages between the front-end and agents that are received by source and tag: {@link TaggedMessages}, which says what is
 * guaranteed, of the front-end.
 *
 * <p>Threads: any. Requests complete on the front-end's.
 */
public final class TaggedMail {
    private final Messages home;
    private final TaggedMessages messages;

    TaggedMail(Messages home, TaggedMessages messages) {
        this.home = home;
        this.messages = messages;
    }

    /** Sends a message; as {@link TaggedMessages#send}. */
    public <T> Request<Void> send(int rank, int tag, Codec<T> codec, T value, Duration deadline) {
        return home.call(() -> messages.send(rank, tag, codec, value, deadline.toNanos()));
    }

    /**
     * Receives a message; as {@link TaggedMessages#receive}.
     *
     * @param source a rank, or {@link TaggedMessages#ANY_SOURCE}
     * @param tag or {@link TaggedMessages#ANY_TAG}
     */
    public <T> Request<Received<T>> receive(int source, int tag, Codec<T> codec, Duration deadline) {
        return home.call(() -> messages.receive(source, tag, codec, deadline.toNanos()));
    }

    /** The message that a receive would take now, if there is one; it stays. */
    public Request<Optional<Unreceived>> probe(int source, int tag) {
        return home.ask(() -> messages.probe(source, tag));
    }
}
