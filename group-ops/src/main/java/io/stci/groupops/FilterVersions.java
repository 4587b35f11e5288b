package io.stci.groupops;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.util.TreeMap;

/**
 * The filter of one stream at one node, as it is changed at wave boundaries: waves that were asked for before a change go on
 * with what they began with. Confined to the node's thread.
 */
final class FilterVersions {
    private static final int MAX_STATE_BYTES = 64 << 10;

    private final UpContext context;
    private final String name;
    /** By the number of the first wave that each is for. */
    private final TreeMap<Long, Filter<?, Object>> versions = new TreeMap<>();

    private StciException failure;

    /** @throws StciException at the front-end, NOT_FOUND or INVALID_ARGUMENT if there can't be such a filter */
    FilterVersions(UpContext context, String name) {
        this.context = context;
        this.name = name;
        change(-1, context.spec().getUpFilterParameters().toByteArray());
    }

    /** What combines this wave, asked for once: a failure between waves fails the next one. */
    Filter<?, Object> of(long wave) {
        StciException failed = failure;
        failure = null;
        return failed == null ? versions.floorEntry(wave).getValue() : broken(failed);
    }

    /**
     * Waves above this number are combined by a filter with other parameters.
     *
     * @throws StciException at the front-end, as the constructor
     */
    void change(long number, byte[] parameters) {
        versions.put(number + 1, create(parameters));
    }

    /** No wave below this number will come any more. */
    void forgetBelow(long wave) {
        versions.headMap(versions.floorKey(wave), false).clear();
    }

    /** What the newest of them keeps for an adopter; null if that is nothing, or it fails, or is too much. */
    byte[] state() {
        try {
            byte[] state = versions.lastEntry().getValue().state();
            return state == null || state.length > MAX_STATE_BYTES ? null : state;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            failed("giving what it keeps", e);
            return null;
        }
    }

    /** A child that was adopted had kept this of these ranks. */
    void adopt(RankSet ranks, byte[] state) {
        try {
            versions.lastEntry().getValue().adopt(ranks, state);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            failed("taking over what is kept of ranks " + ranks, e);
        }
    }

    private void failed(String doing, Throwable e) {
        String why = e instanceof StciException known ? known.getMessage() : e.toString();
        failure = new StciException(Status.INTERNAL, "filter '" + name + "'", "failed " + doing + ": " + why, "", e);
    }

    @SuppressWarnings("unchecked")
    private Filter<?, Object> create(byte[] parameters) {
        try {
            return (Filter<?, Object>) context.catalog().create(name, parameters, context.site());
        } catch (StciException unusable) {
            if (context.isRoot()) {
                throw unusable;
            }
            return broken(unusable);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Filter<?, Object> broken(StciException why) {
        return (Filter) new BrokenFilter(why);
    }
}
