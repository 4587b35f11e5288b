package io.stci.session.tool;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafStream;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.transport.Frames;
import java.util.TreeMap;

/**
 * What one agent contributes to the waves of one stream: values, which the stream's filter lifts, or why there is none. Confined
 * to the node's thread.
 */
final class Contributor {
    /** What a part of a wave takes beside its value. */
    private static final int OVERHEAD_BYTES = 64;
    /** On a stream without waves. */
    private static final int MAX_RECORD_BYTES = 256 << 10;

    private final LeafStream stream;
    private final FilterCatalog catalog;
    private final String filterName;
    /** By the number behind which each is for. */
    private final TreeMap<Long, Filter<Object, Object>> filters = new TreeMap<>();

    /** @throws StciException NOT_FOUND or INVALID_ARGUMENT if the agent can't make the stream's filter */
    Contributor(LeafStream stream, FilterCatalog catalog) {
        this.stream = stream;
        this.catalog = catalog;
        this.filterName = stream.spec().getUpFilter();
        filters.put(-1L, create(stream.spec().getUpFilterParameters().toByteArray()));
    }

    /** Waves above this number have a filter with other parameters; false if there can't be one: they stay as they are. */
    boolean change(long number, byte[] parameters) {
        try {
            filters.put(number, create(parameters));
            return true;
        } catch (StciException unusable) {
            return false;
        }
    }

    /** Contributes to a wave, or says why that can't be. Each wave once. */
    void contribute(long wave, Object value) {
        try {
            byte[] encoded = encode(wave, value);
            if (encoded.length > Frames.MAX_PAYLOAD_BYTES - OVERHEAD_BYTES) {
                decline(wave, "contributes " + encoded.length + " bytes, more than fit a message");
            } else {
                stream.answer(wave, encoded);
            }
        } catch (ClassCastException e) {
            decline(wave, "contributes a " + nameOf(value) + ", which filter '" + filterName + "' does not take");
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            decline(wave, "filter '" + filterName + "' refused what it contributes: " + Failures.describe(e));
        }
    }

    /**
     * What a value is on a stream without waves.
     *
     * @throws StciException INVALID_ARGUMENT if the filter doesn't take it, or it is longer than 256 KiB
     */
    byte[] encoded(Object value) {
        byte[] encoded;
        try {
            encoded = encode(0, value);
        } catch (ClassCastException e) {
            throw refused("is a " + nameOf(value) + ", which filter '" + filterName + "' does not take", e);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw refused("is refused by filter '" + filterName + "': " + Failures.describe(e), e);
        }
        if (encoded.length > MAX_RECORD_BYTES) {
            throw refused("has " + encoded.length + " bytes, more than " + MAX_RECORD_BYTES, null);
        }
        return encoded;
    }

    private static StciException refused(String reason, Throwable cause) {
        return new StciException(Status.INVALID_ARGUMENT, "contribution", reason, "", cause);
    }

    void decline(long wave, String reason) {
        stream.decline(wave, reason);
    }

    private byte[] encode(long wave, Object value) {
        Filter<Object, Object> filter = filters.lowerEntry(wave).getValue();
        return filter.encode(filter.lift(stream.rank(), value));
    }

    private static String nameOf(Object value) {
        return value == null ? "null" : value.getClass().getName();
    }

    @SuppressWarnings("unchecked")
    private Filter<Object, Object> create(byte[] parameters) {
        return (Filter<Object, Object>) catalog.create(filterName, parameters);
    }
}
