package io.stci.core;

import java.io.ByteArrayOutputStream;

/** Rank sets as they travel: for each range a varint gap from the end of the one before, and a varint length - 1. */
final class RankSetCodec {
    private static final int MAX_VARINT_BYTES = 4;

    private RankSetCodec() {}

    static byte[] encode(RankSet ranks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8);
        int[] next = {0};
        ranks.forEachRange((first, last) -> {
            writeVarint(out, first - next[0]);
            writeVarint(out, last - first);
            next[0] = last + 1;
        });
        return out.toByteArray();
    }

    static RankSet decode(byte[] bytes, int offset, int length) {
        RankSet.Builder builder = new RankSet.Builder();
        Reader reader = new Reader(bytes, offset, offset + length);
        int next = 0;
        while (reader.hasMore()) {
            int first = next + reader.varint();
            int last = first + reader.varint();
            if (last >= RankSet.MAX_RANKS) {
                throw malformed("a rank beyond " + (RankSet.MAX_RANKS - 1));
            }
            builder.addRange(first, last);
            next = last + 1;
        }
        return builder.build();
    }

    private static void writeVarint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write(rest | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static StciException malformed(String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "rank set", reason, "");
    }

    private static final class Reader {
        private final byte[] bytes;
        private final int end;
        private int at;

        Reader(byte[] bytes, int at, int end) {
            this.bytes = bytes;
            this.at = at;
            this.end = end;
        }

        boolean hasMore() {
            return at < end;
        }

        int varint() {
            int value = 0;
            for (int i = 0; i < MAX_VARINT_BYTES; i++) {
                if (at == end) {
                    throw malformed("cut short");
                }
                byte b = bytes[at++];
                value |= (b & 0x7f) << (7 * i);
                if (b >= 0) {
                    return value;
                }
            }
            throw malformed("a number too long");
        }
    }
}
