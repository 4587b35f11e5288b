package io.stci.activemessages.message;

import io.stci.activemessages.Codec;
import io.stci.core.RankSet;

/** Rank sets in their compact form. */
enum RanksCodec implements Codec<RankSet> {
    INSTANCE;

    @Override
    public byte[] encode(RankSet value) {
        return value.encode();
    }

    @Override
    public RankSet decode(byte[] bytes) {
        return RankSet.decode(bytes);
    }
}
