package io.stci.groupops;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import io.stci.transport.Frames;
import io.stci.wire.CombinedPart;
import io.stci.wire.CombinedPart.Failure;
import io.stci.wire.CombinedPart.Share;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What has been contributed at one node since something went up last, combined; and what the filter failed on, by reason. Confined
 * to the node's thread.
 */
final class Combination {
    private static final String TOO_LARGE = "a result larger than a message";

    private final Filter<?, Object> filter;
    private final String place;
    private final Shares held = new Shares();
    private final Map<String, Shares> failed = new LinkedHashMap<>();
    private Object value;

    /** @param place where the filter works, for messages */
    Combination(Filter<?, Object> filter, String place) {
        this.filter = filter;
        this.place = place;
    }

    boolean isEmpty() {
        return held.isEmpty() && failed.isEmpty();
    }

    /** Takes one contribution of a rank; counts as so many bytes. */
    void add(int rank, byte[] encoded, long bytes) {
        Shares shares = new Shares();
        shares.add(rank, 1, bytes);
        merge(encoded, shares);
    }

    /** Takes what a junction has combined. */
    void add(CombinedPart part) {
        Shares shares = new Shares();
        part.getSharesList().forEach(share -> shares.add(ranks(share), share));
        if (!shares.isEmpty()) {
            merge(part.getValue().toByteArray(), shares);
        }
        part.getFailuresList()
                .forEach(failure -> failed(failure.getReason()).add(ranks(failure.getShare()), failure.getShare()));
    }

    /** All of it, to go up; nothing is held then. */
    byte[] take() {
        byte[] encoded = held.isEmpty() ? null : encode();
        byte[] whole = part(encoded);
        if (whole.length > Frames.MAX_PAYLOAD_BYTES) {
            fail(TOO_LARGE);
            whole = part(null);
        }
        held.clear();
        failed.clear();
        value = null;
        return whole;
    }

    static RankSet ranks(Share share) {
        return RankSet.decode(share.getRanks().toByteArray());
    }

    private byte[] part(byte[] encoded) {
        CombinedPart.Builder part = CombinedPart.newBuilder();
        if (!held.isEmpty()) {
            part.setValue(ByteString.copyFrom(encoded)).addAllShares(held.toWire());
        }
        failed.forEach((reason, shares) -> shares.toWire()
                .forEach(share ->
                        part.addFailures(Failure.newBuilder().setReason(reason).setShare(share))));
        return part.build().toByteArray();
    }

    private void merge(byte[] encoded, Shares shares) {
        boolean first = held.isEmpty();
        held.addAll(shares);
        try {
            Object decoded = filter.decode(encoded);
            value = first ? decoded : filter.merge(value, decoded);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            fail(reason(e));
        }
    }

    /** Null if the filter fails. */
    private byte[] encode() {
        try {
            return Objects.requireNonNull(filter.encode(value), "no bytes for a value");
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            fail(reason(e));
            return null;
        }
    }

    /** What had been merged may be half changed. */
    private void fail(String reason) {
        failed(reason).addAll(held);
        held.clear();
        value = null;
    }

    private Shares failed(String reason) {
        return failed.computeIfAbsent(reason, key -> new Shares());
    }

    private String reason(Throwable e) {
        String why = e instanceof StciException known ? known.getMessage() : e.toString();
        return "the filter failed at " + place + ": " + why;
    }
}
