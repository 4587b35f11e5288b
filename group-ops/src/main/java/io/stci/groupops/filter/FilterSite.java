package io.stci.groupops.filter;

import io.stci.core.RankSet;

/**
 * Where in the tree a filter works, as the tree was laid out: after a death a node may stand elsewhere.
 *
 * @param node 0 at the front-end
 * @param depth how many links it is from the front-end
 * @param height how many links the agent farthest from the front-end is
 * @param ranks the stream's members below the node
 */
public record FilterSite(int node, int depth, int height, RankSet ranks) {
    /** True at the front-end, where the filter is the last. */
    public boolean isFrontEnd() {
        return depth == 0;
    }
}
