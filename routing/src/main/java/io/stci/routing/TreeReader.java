package io.stci.routing;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the lines of a tree's text: who lists whom. */
final class TreeReader {
    private final Map<String, TreeNode> nodes = new LinkedHashMap<>();
    private final int maxNodes;

    private TreeReader(int maxNodes) {
        this.maxNodes = maxNodes;
    }

    /** The nodes, in the order in which the text names them; at least two, each with at most one parent. */
    static Collection<TreeNode> read(String text, int maxNodes) {
        TreeReader reader = new TreeReader(maxNodes);
        int number = 1;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); number++) {
            String line = lines.next();
            if (!TreeLine.isSilent(line)) {
                reader.add(TreeLine.parse(line, number));
            }
        }
        reader.checkNotEmpty(number);
        return reader.nodes.values();
    }

    private void add(TreeLine line) {
        TreeNode parent = node(line.parent(), line.number());
        if (!parent.isAgent()) {
            throw TreeLine.bad(
                    line.number(),
                    parent.name + " has its children in line " + parent.line + " already",
                    "list them in one line");
        }
        parent.line = line.number();
        line.children().forEach(child -> adopt(parent, node(child, line.number())));
    }

    private void adopt(TreeNode parent, TreeNode child) {
        if (child == parent) {
            throw TreeLine.bad(parent.line, child.name + " is its own child", "leave it out there");
        }
        if (child.parent == parent) {
            throw TreeLine.bad(parent.line, child.name + " is named twice", "leave one out");
        }
        if (child.parent != null) {
            throw TreeLine.bad(
                    parent.line,
                    child.name + " is a child of " + child.parent.name + " in line " + child.parent.line + " already",
                    "leave it out of one of them");
        }
        child.parent = parent;
        parent.children.add(child);
    }

    private TreeNode node(String name, int line) {
        TreeNode node = nodes.computeIfAbsent(name, fresh -> new TreeNode(fresh, line));
        if (nodes.size() > maxNodes) {
            throw TreeLine.bad(line, "brings the tree above " + maxNodes + " nodes", "take a smaller tree");
        }
        return node;
    }

    private void checkNotEmpty(int number) {
        if (nodes.isEmpty()) {
            throw TreeLine.bad(number, "the text ends here and names no node", "write a line for each inner node");
        }
    }
}
