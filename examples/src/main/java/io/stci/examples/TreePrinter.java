package io.stci.examples;

import io.stci.groupops.filter.PrefixTree;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Prints a tree of call paths: what leads to one place only, on one line; most threads first. */
final class TreePrinter {
    private static final int MAX_RANKS_CHARS = 60;
    /** Of a long chain, at either end. */
    private static final int SHOWN_FRAMES = 3;

    private TreePrinter() {}

    static void print(PrefixTree root, PrintStream out) {
        byCount(root).forEach(tree -> print(tree, "  ", out));
    }

    private static void print(PrefixTree top, String indent, PrintStream out) {
        List<String> frames = new ArrayList<>(List.of(top.frame()));
        PrefixTree tree = top;
        while (leadsToOnePlace(tree)) {
            tree = tree.children().iterator().next();
            frames.add(tree.frame());
        }
        out.println(indent + shortened(frames) + "  x" + tree.count() + " [" + ranks(tree) + "]");
        byCount(tree).forEach(child -> print(child, indent + "  ", out));
    }

    private static boolean leadsToOnePlace(PrefixTree tree) {
        return tree.children().size() == 1 && tree.countHere() == 0;
    }

    private static String shortened(List<String> frames) {
        int size = frames.size();
        if (size <= 2 * SHOWN_FRAMES + 1) {
            return String.join(" > ", frames);
        }
        return String.join(" > ", frames.subList(0, SHOWN_FRAMES)) + " > (" + (size - 2 * SHOWN_FRAMES) + " frames) > "
                + String.join(" > ", frames.subList(size - SHOWN_FRAMES, size));
    }

    private static String ranks(PrefixTree tree) {
        String text = tree.ranks().toString();
        return text.length() <= MAX_RANKS_CHARS
                ? text
                : text.substring(0, text.lastIndexOf(',', MAX_RANKS_CHARS)) + ",... "
                        + tree.ranks().size() + " in all";
    }

    private static List<PrefixTree> byCount(PrefixTree tree) {
        List<PrefixTree> children = new ArrayList<>(tree.children());
        children.sort(Comparator.comparingLong(PrefixTree::count).reversed());
        return children;
    }
}
