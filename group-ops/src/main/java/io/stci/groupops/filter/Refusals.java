package io.stci.groupops.filter;

import io.stci.core.Status;
import io.stci.core.StciException;

/** The ways in which built-in filters say no. */
final class Refusals {
    private Refusals() {}

    /** Bytes that no filter of this name made. */
    static StciException malformed(String filter, String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "value of " + filter, reason, "");
    }

    /** A contribution or a parameter that makes no sense. */
    static StciException invalid(String culprit, String reason, String nextStep) {
        return new StciException(Status.INVALID_ARGUMENT, culprit, reason, nextStep);
    }

    static StciException beyond(String culprit, int bits) {
        return new StciException(Status.RESOURCE_EXHAUSTED, culprit, "is beyond " + bits + " bits", "");
    }

    /**
     * A sum of counts.
     *
     * @throws StciException RESOURCE_EXHAUSTED if 64 bits can't hold it
     */
    static long add(String filter, long left, long right) {
        long sum = left + right;
        if (((left ^ sum) & (right ^ sum)) < 0) {
            throw beyond(filter + " of " + left + " and " + right, Long.SIZE);
        }
        return sum;
    }

    /**
     * How many elements of a fixed size the bytes hold.
     *
     * @throws StciException PROTOCOL_ERROR if that is no whole number
     */
    static int elements(String filter, byte[] encoded, int elementBytes) {
        if (encoded.length % elementBytes != 0) {
            throw malformed(filter, "has " + encoded.length + " bytes, not a multiple of " + elementBytes);
        }
        return encoded.length / elementBytes;
    }

    /** @throws StciException INVALID_ARGUMENT unless both are equal */
    static void sameLength(String filter, int left, int right) {
        if (left != right) {
            throw invalid(
                    filter, "got arrays of " + left + " and of " + right + " elements", "let all ranks send as many");
        }
    }
}
