package io.stci.groupops.filter;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;

/** Sketches as they travel, and what of untrusted bytes is taken for one. */
final class SketchCodec {
    private static final double ACCURACY = 0.01;
    private static final int MAX_BINS = 2048;
    /** More than two full stores take; bounds the work that decoding can cause, as the stores bound its memory. */
    private static final int MAX_ENCODED_BYTES = 64 << 10;

    private SketchCodec() {}

    static DDSketch empty() {
        return DDSketches.logarithmicCollapsingLowestDense(ACCURACY, MAX_BINS);
    }

    static ByteString encode(String name, DDSketch sketch) {
        GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            sketch.encode(out, false);
        } catch (IOException e) {
            throw new StciException(Status.INTERNAL, culprit(name), "can't be encoded: " + e.getMessage(), "", e);
        }
        return ByteString.copyFrom(out.backingArray(), 0, out.numWrittenBytes());
    }

    /** @throws StciException PROTOCOL_ERROR if it is no sketch of at least one and at most as many values as ranks can be */
    static DDSketch decode(String name, ByteString encoded) {
        if (encoded.size() > MAX_ENCODED_BYTES) {
            throw malformed(name, "has " + encoded.size() + " bytes", null);
        }
        DDSketch sketch = read(name, encoded.toByteArray());
        double negative = sketch.getNegativeValueStore().getTotalCount();
        double positive = sketch.getPositiveValueStore().getTotalCount();
        double all = sketch.getCount();
        boolean possible = isCount(negative) && isCount(positive) && isCount(all) && isCount(all - negative - positive);
        if (!possible || all == 0) {
            throw malformed(name, "counts " + all + " values", null);
        }
        return sketch;
    }

    /** The library refuses bytes with whichever unchecked exception its arithmetic runs into. */
    private static DDSketch read(String name, byte[] bytes) {
        try {
            return DDSketch.decode(
                    ByteArrayInput.wrap(bytes),
                    () -> new CollapsingLowestDenseStore(MAX_BINS),
                    empty().getIndexMapping());
        } catch (IOException | RuntimeException e) {
            throw malformed(name, "can't be read: " + e, e);
        }
    }

    private static boolean isCount(double count) {
        return count >= 0 && count <= RankSet.MAX_RANKS && count == Math.rint(count);
    }

    private static StciException malformed(String name, String reason, Throwable cause) {
        return new StciException(Status.PROTOCOL_ERROR, culprit(name), reason, "", cause);
    }

    private static String culprit(String name) {
        return "sketch of '" + name + "'";
    }
}
