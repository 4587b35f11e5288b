package io.stci.groupops.filter;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads many rank sets of one message. A few bytes may stand for a set of millions, which takes some 15 KiB; equal ones are
 * read once, and what different ones may span together is bounded: they take 64 MiB at the most beside what is in proportion to
 * their bytes. Trees of a million ranks reach that with 65,000 different sets, which hardly fit into a message.
 */
final class RankSetReader {
    /** So many ranks share a block of memory. */
    private static final int BLOCK_BITS = 16;

    private static final int MAX_BLOCKS = 1 << 20;

    private final Map<ByteString, RankSet> known = new TreeMap<>(ByteString.unsignedLexicographicalComparator());
    private final String filter;
    private int blocks;

    RankSetReader(String filter) {
        this.filter = filter;
    }

    /** @throws io.stci.core.StciException PROTOCOL_ERROR if it is none, or beyond the bound */
    RankSet read(ByteString encoded) {
        RankSet before = known.get(encoded);
        if (before != null) {
            return before;
        }
        RankSet ranks = RankSet.decode(encoded.toByteArray());
        if (!ranks.isEmpty()) {
            blocks += (ranks.last() >> BLOCK_BITS) - (ranks.first() >> BLOCK_BITS) + 1;
        }
        if (blocks > MAX_BLOCKS) {
            throw Refusals.malformed(filter, "has too many large rank sets");
        }
        known.put(encoded, ranks);
        return ranks;
    }
}
