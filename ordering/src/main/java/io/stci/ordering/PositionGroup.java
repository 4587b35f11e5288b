package io.stci.ordering;

import io.stci.core.RankSet;

/**
 * Ranks that stand at the same position of their outputs.
 *
 * @param ranks at least one
 * @param position bytes since the start of the output, 0 or more
 */
public record PositionGroup(RankSet ranks, long position) {}
