package io.stci.session.tool;

import io.stci.activemessages.Codec;
import io.stci.core.Status;
import io.stci.core.StciException;

/** Stands where answers have no codec, because they are made to be combined. */
record CombinedOnly<I>(String handler) implements Codec<I> {
    @Override
    public byte[] encode(I value) {
        throw refusal();
    }

    @Override
    public I decode(byte[] bytes) {
        throw refusal();
    }

    private StciException refusal() {
        return new StciException(
                Status.INVALID_ARGUMENT,
                "what handler '" + handler + "' answers",
                "can only be combined",
                "use a reduction, or register it with a codec");
    }
}
