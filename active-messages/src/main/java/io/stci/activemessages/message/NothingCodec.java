package io.stci.activemessages.message;

import io.stci.activemessages.Codec;

/** No bytes at all. */
enum NothingCodec implements Codec<Void> {
    INSTANCE;

    private static final byte[] NONE = {};

    @Override
    public byte[] encode(Void value) {
        return NONE;
    }

    @Override
    public Void decode(byte[] bytes) {
        Payloads.exactly(0, bytes);
        return null;
    }
}
