package io.stci.groupops;

import io.stci.core.RankSet;

/**
 * Who stands directly below a node.
 *
 * @param child the node's id
 * @param ranks what it stands for: its subtree, less what has found another parent or is given up
 */
record Branch(int child, RankSet ranks) {}
