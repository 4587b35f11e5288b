package io.stci.groupops.filter;

import com.google.protobuf.UnsafeByteOperations;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.transport.Frames;
import io.stci.wire.TopEntries;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The k greatest numbers, with whose and what they are; {@code stci.TopEntries}. All laws hold. Equal entries of a rank count
 * as one.
 *
 * <p>Parameters: k, 4 bytes, big-endian.
 */
final class TopFilter implements Filter<Collection<Labelled>, List<TopEntry>> {
    static final String NAME = "top-k";
    private static final int MAX_K = 1 << 16;

    private final int k;

    /** @throws StciException INVALID_ARGUMENT unless k is between 1 and 65536 */
    TopFilter(int k) {
        if (k < 1 || k > MAX_K) {
            throw invalid("k = " + k);
        }
        this.k = k;
    }

    static byte[] parameters(int k) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(new TopFilter(k).k).array();
    }

    static TopFilter create(byte[] parameters) {
        if (parameters.length != Integer.BYTES) {
            throw invalid(parameters.length + " bytes of parameters");
        }
        return new TopFilter(ByteBuffer.wrap(parameters).getInt());
    }

    @Override
    public List<TopEntry> lift(int rank, Collection<Labelled> contribution) {
        Set<TopEntry> entries = new TreeSet<>();
        for (Labelled item : contribution) {
            entries.add(new TopEntry(item.value() + 0.0, rank, Texts.asItTravels(item.label())));
        }
        return first(entries);
    }

    @Override
    public List<TopEntry> merge(List<TopEntry> left, List<TopEntry> right) {
        Set<TopEntry> both = new TreeSet<>(left);
        both.addAll(right);
        return first(both);
    }

    @Override
    public byte[] encode(List<TopEntry> value) {
        TopEntries.Builder message = TopEntries.newBuilder();
        for (TopEntry entry : value) {
            message.addEntriesBuilder()
                    .setValue(entry.value())
                    .setRank(entry.rank())
                    .setLabel(entry.label());
        }
        return message.build().toByteArray();
    }

    @Override
    public List<TopEntry> decode(byte[] encoded) {
        TopEntries message = Frames.parse(UnsafeByteOperations.unsafeWrap(encoded), TopEntries.parser());
        if (message.getEntriesCount() > k) {
            throw Refusals.malformed(NAME, "has " + message.getEntriesCount() + " entries of " + k);
        }
        List<TopEntry> entries = new ArrayList<>(message.getEntriesCount());
        for (TopEntries.Entry read : message.getEntriesList()) {
            TopEntry entry = new TopEntry(read.getValue(), read.getRank(), read.getLabel());
            check(entry, entries);
            entries.add(entry);
        }
        return entries;
    }

    @Override
    public Set<Law> laws() {
        return EnumSet.allOf(Law.class);
    }

    private static void check(TopEntry entry, List<TopEntry> before) {
        boolean ranked = entry.rank() >= 0 && entry.rank() < RankSet.MAX_RANKS;
        if (!ranked || Double.isNaN(entry.value())) {
            throw Refusals.malformed(NAME, "has " + entry.value() + " of rank " + entry.rank());
        }
        if (!before.isEmpty() && before.get(before.size() - 1).compareTo(entry) >= 0) {
            throw Refusals.malformed(NAME, "is not in order");
        }
    }

    private List<TopEntry> first(Set<TopEntry> sorted) {
        return sorted.stream().limit(k).toList();
    }

    private static StciException invalid(String what) {
        return Refusals.invalid(NAME, "can't have " + what, "let k be 1 to " + MAX_K);
    }
}
