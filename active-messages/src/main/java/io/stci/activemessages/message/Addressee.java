package io.stci.activemessages.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.stci.wire.Envelope;

/** For what a one-way message is at its receiver: a handler, or a receive. */
interface Addressee {
    Line line();

    /** What a message counts for beside its payload. */
    long costBytes();

    /** The message, in which the payload comes along. */
    Envelope.Builder message(byte[] payload);

    /** The announcement of one that doesn't, but for what is the same in all. */
    Envelope.Announce.Builder announcement();

    /** As errors name it. */
    String text();

    /** A handler of this name. */
    record HandlerName(String name) implements Addressee {
        @Override
        public Line line() {
            return Line.HANDLERS;
        }

        @Override
        public long costBytes() {
            return Costs.of(name, 0);
        }

        @Override
        public Envelope.Builder message(byte[] payload) {
            return Envelope.newBuilder().setOneWay(oneWay(payload));
        }

        Envelope.OneWay.Builder oneWay(byte[] payload) {
            return Envelope.OneWay.newBuilder().setHandler(name).setPayload(wrap(payload));
        }

        @Override
        public Envelope.Announce.Builder announcement() {
            return Envelope.Announce.newBuilder().setOneWay(name);
        }

        @Override
        public String text() {
            return HandlerNames.quoted(name);
        }
    }

    /** A receive of this tag. */
    record Tag(int tag) implements Addressee {
        @Override
        public Line line() {
            return Line.RECEIVES;
        }

        @Override
        public long costBytes() {
            return Costs.ofTagged(0);
        }

        @Override
        public Envelope.Builder message(byte[] payload) {
            return Envelope.newBuilder()
                    .setTagged(Envelope.Tagged.newBuilder().setTag(tag).setPayload(wrap(payload)));
        }

        @Override
        public Envelope.Announce.Builder announcement() {
            return Envelope.Announce.newBuilder().setTag(tag);
        }

        @Override
        public String text() {
            return "tag " + tag;
        }
    }

    private static ByteString wrap(byte[] payload) {
        return UnsafeByteOperations.unsafeWrap(payload);
    }
}
