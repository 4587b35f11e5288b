package io.stci.groupops.filter;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.transport.Frames;
import io.stci.wire.Concatenation;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps what each rank contributed, in the order of the ranks. Associative and commutative. */
final class ConcatenateFilter implements Filter<byte[], SortedMap<Integer, ByteString>> {
    /** Takes the bytes over, to be left unchanged. */
    @Override
    public SortedMap<Integer, ByteString> lift(int rank, byte[] contribution) {
        TreeMap<Integer, ByteString> byRank = new TreeMap<>();
        byRank.put(rank, UnsafeByteOperations.unsafeWrap(contribution));
        return byRank;
    }

    /** @throws StciException PROTOCOL_ERROR also if a rank is there twice, or out of order */
    @Override
    public SortedMap<Integer, ByteString> decode(byte[] encoded) {
        Concatenation message = Frames.parse(UnsafeByteOperations.unsafeWrap(encoded), Concatenation.parser());
        TreeMap<Integer, ByteString> byRank = new TreeMap<>();
        for (Concatenation.Entry entry : message.getEntriesList()) {
            int next = byRank.isEmpty() ? 0 : byRank.lastKey() + 1;
            if (entry.getRank() < next || entry.getRank() >= RankSet.MAX_RANKS) {
                throw malformed("has rank " + Integer.toUnsignedString(entry.getRank()) + " where it can't be");
            }
            byRank.put(entry.getRank(), entry.getData());
        }
        return byRank;
    }

    @Override
    public byte[] encode(SortedMap<Integer, ByteString> value) {
        Concatenation.Builder message = Concatenation.newBuilder();
        value.forEach((rank, bytes) -> message.addEntries(entry(rank, bytes)));
        return message.build().toByteArray();
    }

    /** @throws StciException PROTOCOL_ERROR if both have the same rank; they are then as before */
    @Override
    public SortedMap<Integer, ByteString> merge(
            SortedMap<Integer, ByteString> left, SortedMap<Integer, ByteString> right) {
        for (int rank : right.keySet()) {
            if (left.containsKey(rank)) {
                throw malformed("has rank " + rank + " twice");
            }
        }
        left.putAll(right);
        return left;
    }

    private static Concatenation.Entry.Builder entry(int rank, ByteString bytes) {
        return Concatenation.Entry.newBuilder().setRank(rank).setData(bytes);
    }

    private static StciException malformed(String reason) {
        return Refusals.malformed("concatenate", reason);
    }
}
