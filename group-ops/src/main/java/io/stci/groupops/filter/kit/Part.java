package io.stci.groupops.filter.kit;

import io.stci.core.RankSet;

/** What a node sends up: the ranks that it holds, and their value, encoded. */
record Part(RankSet ranks, byte[] value) {}
