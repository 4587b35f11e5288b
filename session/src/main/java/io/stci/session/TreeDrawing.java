package io.stci.session;

import io.stci.core.RankSet;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws a {@link SessionTree}. It takes no more lines than the tree has junctions, orphans and nodes that are gone, and twice that. */
final class TreeDrawing {
    private static final String DASHED = "style=dashed";

    private final SessionTree tree;
    private final StringBuilder out = new StringBuilder();

    private TreeDrawing(SessionTree tree) {
        this.tree = tree;
    }

    /** How many links lie between a node and the one that is farthest below it. As deep as the tree, 24 levels at the most. */
    static int height(SessionTree tree, int node) {
        return IntStream.of(tree.children(node))
                .map(child -> 1 + height(tree, child))
                .max()
                .orElse(0);
    }

    static String text(SessionTree tree) {
        TreeDrawing drawing = new TreeDrawing(tree);
        drawing.line(Topology.ROOT, 0);
        int[] orphans = tree.orphans();
        drawing.section("looking for a parent", junctions(tree, orphans), agents(tree, orphans));
        int[] awaited = tree.nodes(LinkState.AWAITED);
        drawing.list("awaited", names(tree, awaited));
        drawing.list("gone", drawing.goneWithReasons());
        return drawing.out.toString();
    }

    static String dot(SessionTree tree) {
        TreeDrawing drawing = new TreeDrawing(tree);
        drawing.out.append("digraph session {\n  node [shape=box];\n");
        drawing.box("n0", "front-end", "");
        drawing.edges(Topology.ROOT);
        int[] orphans = tree.orphans();
        for (int orphan : junctions(tree, orphans)) {
            drawing.box("n" + orphan, "junction " + orphan, DASHED);
            drawing.edge("n" + tree.nearestAncestor(orphan), "n" + orphan, DASHED);
            drawing.edges(orphan);
        }
        for (int rank : agents(tree, orphans).toArray()) {
            drawing.box("a" + rank, "agent " + rank, DASHED + ", shape=ellipse");
            drawing.edge("n" + tree.nearestAncestor(tree.topology().node(rank)), "a" + rank, DASHED);
        }
        tree.gone().forEach((node, why) -> drawing.box("n" + node, name(tree, node) + "\n" + why, "style=dotted"));
        return drawing.out.append("}\n").toString();
    }

    private void line(int node, int depth) {
        int[] children = tree.children(node);
        RankSet ranks = agents(tree, children);
        out.append("  ".repeat(depth)).append(name(tree, node));
        out.append(ranks.isEmpty() ? "\n" : ": " + agentsText(ranks) + "\n");
        for (int junction : junctions(tree, children)) {
            line(junction, depth + 1);
        }
    }

    private void section(String title, int[] junctions, RankSet ranks) {
        if (junctions.length > 0 || !ranks.isEmpty()) {
            out.append(title).append(ranks.isEmpty() ? ":\n" : ": " + agentsText(ranks) + "\n");
            for (int junction : junctions) {
                line(junction, 1);
            }
        }
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.append(title).append(":\n");
            lines.forEach(one -> out.append("  ").append(one).append('\n'));
        }
    }

    private List<String> goneWithReasons() {
        List<String> lines = new ArrayList<>();
        tree.gone().forEach((node, why) -> lines.add(name(tree, node) + ": " + why));
        int[] others = IntStream.of(tree.nodes(LinkState.GONE))
                .filter(node -> !tree.gone().containsKey(node))
                .toArray();
        names(tree, others).forEach(name -> lines.add(name + ": with a node above"));
        return lines;
    }

    private void edges(int node) {
        int[] children = tree.children(node);
        RankSet ranks = agents(tree, children);
        if (!ranks.isEmpty()) {
            box("a" + ranks.first(), agentsText(ranks), "shape=ellipse");
            edge("n" + node, "a" + ranks.first(), "");
        }
        for (int junction : junctions(tree, children)) {
            box("n" + junction, "junction " + junction, "");
            edge("n" + node, "n" + junction, "");
            edges(junction);
        }
    }

    private void box(String id, String label, String style) {
        String quoted = label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        out.append("  ").append(id).append(" [label=\"").append(quoted).append('"');
        out.append(style.isEmpty() ? "];\n" : ", " + style + "];\n");
    }

    private void edge(String from, String to, String style) {
        out.append("  ").append(from).append(" -> ").append(to);
        out.append(style.isEmpty() ? ";\n" : " [" + style + "];\n");
    }

    private static List<String> names(SessionTree tree, int[] nodes) {
        List<String> names = Arrays.stream(junctions(tree, nodes))
                .mapToObj(node -> name(tree, node))
                .collect(Collectors.toCollection(ArrayList::new));
        RankSet ranks = agents(tree, nodes);
        if (!ranks.isEmpty()) {
            names.add(agentsText(ranks));
        }
        return names;
    }

    private static int[] junctions(SessionTree tree, int[] nodes) {
        return IntStream.of(nodes)
                .filter(node -> tree.topology().role(node) == Role.JUNCTION)
                .toArray();
    }

    private static RankSet agents(SessionTree tree, int[] nodes) {
        return RankSet.of(IntStream.of(nodes)
                .filter(node -> tree.topology().role(node) == Role.AGENT)
                .map(tree.topology()::rank)
                .toArray());
    }

    private static String agentsText(RankSet ranks) {
        return (ranks.size() == 1 ? "agent " : "agents ") + ranks;
    }

    private static String name(SessionTree tree, int node) {
        return switch (tree.topology().role(node)) {
            case FRONT_END -> "front-end";
            case JUNCTION -> "junction " + node;
            case AGENT -> "agent " + tree.topology().rank(node);
        };
    }
}
