package io.stci.session;

import io.stci.core.RankSet;
import java.util.Map;

/**
 * One round of a probe, reduced by the tree.
 *
 * @param number 1, 2, 3, ...
 * @param sum of SUM, over the ranks; 0 if there are none
 * @param payloads of CONCATENATE, what each of the ranks answered, in the order of the ranks; else empty
 * @param ranks those whose answers are in it
 * @param missing the others, by reason
 */
public record ProbeWave(
        long number, long sum, Map<Integer, byte[]> payloads, RankSet ranks, Map<String, RankSet> missing) {}
