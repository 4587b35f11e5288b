package io.stci.routing;

import java.util.ArrayList;
import java.util.List;

/** A node while its tree is read from text. */
final class TreeNode {
    final String name;
    final List<TreeNode> children = new ArrayList<>(0);

    /** The line that lists its children; while there is none yet, the one that names it first. */
    int line;

    TreeNode parent;
    int depth;
    int agents;

    TreeNode(String name, int line) {
        this.name = name;
        this.line = line;
    }

    boolean isAgent() {
        return children.isEmpty();
    }
}
