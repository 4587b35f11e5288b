package io.stci.activemessages.message;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.stci.wire.Envelope;
import java.io.IOException;

/** Reads envelopes from untrusted bytes. */
final class Envelopes {
    private Envelopes() {}

    /**
     * The payload stays where it is, so that it is copied once less.
     *
     * @throws IOException if it is none
     */
    static Envelope read(byte[] message) throws IOException {
        CodedInputStream in = UnsafeByteOperations.unsafeWrap(message).newCodedInput();
        in.enableAliasing(true);
        Envelope envelope = Envelope.parseFrom(in);
        in.checkLastTagWas(0);
        return envelope;
    }
}
