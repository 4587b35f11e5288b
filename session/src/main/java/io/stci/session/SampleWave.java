package io.stci.session;

import io.stci.core.RankSet;
import java.util.List;
import java.util.Map;

/**
 * One round of host samples, reduced by the tree.
 *
 * @param wave 1, 2, 3, ...
 * @param ranks those whose samples are in it
 * @param missing the others, by reason
 * @param metrics in the order in which agents list them
 */
public record SampleWave(long wave, RankSet ranks, Map<String, RankSet> missing, List<MetricSummary> metrics) {}
