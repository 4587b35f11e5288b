package io.stci.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes one tree of the nodes of a text, or says why they are none. */
final class DrawnTree {
    /** Breadth first; children of a node in the order of its line. */
    private final List<TreeNode> levels = new ArrayList<>();

    DrawnTree(Collection<TreeNode> nodes) {
        levels.add(root(nodes));
        for (int i = 0; i < levels.size(); i++) {
            addChildren(levels.get(i));
        }
        checkAllReached(nodes);
        countAgents();
    }

    int agents() {
        return root().agents;
    }

    FileShape shape() {
        int[][] childSizes = levels.stream()
                .filter(node -> !node.isAgent())
                .map(DrawnTree::childSizes)
                .toArray(int[][]::new);
        return new FileShape(agents(), childSizes);
    }

    /** By node id. */
    List<String> names() {
        List<String> names = new ArrayList<>(levels.size());
        levels.stream().filter(node -> !node.isAgent()).forEach(node -> names.add(node.name));
        addAgentNames(root(), names);
        return List.copyOf(names);
    }

    private TreeNode root() {
        return levels.get(0);
    }

    private void addChildren(TreeNode node) {
        for (TreeNode child : node.children) {
            child.depth = node.depth + 1;
            if (child.depth > Shape.MAX_LEVELS) {
                throw TreeLine.bad(
                        node.line,
                        child.name + " is more than " + Shape.MAX_LEVELS + " levels below the front-end",
                        "give junctions more children");
            }
            levels.add(child);
        }
    }

    private void countAgents() {
        for (int i = levels.size() - 1; i > 0; i--) {
            TreeNode node = levels.get(i);
            node.parent.agents += node.isAgent() ? 1 : node.agents;
        }
    }

    private static int[] childSizes(TreeNode node) {
        return node.children.stream().mapToInt(DrawnTree::size).toArray();
    }

    private static int size(TreeNode node) {
        return node.isAgent() ? FileShape.AGENT : node.agents;
    }

    /** As deep as the tree, which has been checked. */
    private static void addAgentNames(TreeNode node, List<String> names) {
        for (TreeNode child : node.children) {
            if (child.isAgent()) {
                names.add(child.name);
            } else {
                addAgentNames(child, names);
            }
        }
    }

    private static TreeNode root(Collection<TreeNode> nodes) {
        TreeNode root = null;
        for (TreeNode node : nodes) {
            if (node.parent == null && root != null) {
                throw TreeLine.bad(
                        node.line,
                        node.name + " can't be reached from " + root.name + " of line " + root.line,
                        "make one a child below the other");
            }
            root = node.parent == null ? node : root;
        }
        if (root == null) {
            TreeNode first = nodes.iterator().next();
            throw TreeLine.bad(first.line, first.name + " is a child too, as all nodes are", "leave one that is none");
        }
        return root;
    }

    private void checkAllReached(Collection<TreeNode> nodes) {
        if (levels.size() == nodes.size()) {
            return;
        }
        Set<TreeNode> reached = new HashSet<>(levels);
        TreeNode stray = nodes.stream()
                .filter(node -> !reached.contains(node))
                .findFirst()
                .orElseThrow();
        Set<TreeNode> passed = new HashSet<>();
        while (passed.add(stray)) {
            stray = stray.parent;
        }
        throw TreeLine.bad(stray.line, stray.name + " is its own ancestor", "break the circle");
    }
}
