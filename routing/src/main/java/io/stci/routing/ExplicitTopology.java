package io.stci.routing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tree that somebody drew, with a name for each of its nodes. The text has one line for each inner node, in any order:
 *
 * <pre>
 * # the head of the tree, then two hosts
 * login1:0 => n001:0 n002:0 ;
 * n001:0 => n001:1 n001:2 ;
 * n002:0 => n002:1 n002:2 ;
 * </pre>
 *
 * <p>A name is HOST:INDEX; the index tells nodes of one host apart. A host is up to 253 ASCII letters, digits, dots, dashes
 * and underscores, the first a letter or digit; an index has at most nine digits. Words are parted by blanks; empty lines
 * and lines that start with {@code #} say nothing. The front-end is the node that is nobody's child, nodes without children
 * are agents, the others junctions. Ranks are given depth first, children in the order of their line.
 *
 * <p>Threads: immutable, safe to share.
 */
public final class ExplicitTopology {
    /** Node names take memory, so a text may have only so many nodes. */
    public static final int MAX_NODES = 1 << 21;

    private final Topology topology;
    private final List<String> names;

    private ExplicitTopology(Topology topology, List<String> names) {
        this.topology = topology;
        this.names = names;
    }

    /**
     * Reads a tree.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT naming the line that is wrong: it isn't of that form, a node has
     *     two lines or two parents or is named twice, some nodes can't be reached from the front-end or go round in a
     *     circle, or there are more than {@value #MAX_NODES} nodes or 24 levels
     */
    public static ExplicitTopology parse(String text) {
        return parse(text, MAX_NODES);
    }

    static ExplicitTopology parse(String text, int maxNodes) {
        DrawnTree tree = new DrawnTree(TreeReader.read(text, maxNodes));
        Topology topology = Topology.of(tree.shape(), tree.agents());
        return new ExplicitTopology(topology, tree.names());
    }

    /**
     * The tree without names. Its shape prints as {@code file}, and travels as {@link Shape#text()}; with the
     * names the tree travels as {@link #text()}. Two such shapes are equal if the trees are.
     */
    public Topology topology() {
        return topology;
    }

    /**
     * HOST:INDEX of a node.
     *
     * @throws IndexOutOfBoundsException unless the node lies between 0 and {@link Topology#nodes()} - 1
     */
    public String name(int node) {
        return names.get(node);
    }

    /**
     * The host in a node's name.
     *
     * @throws IndexOutOfBoundsException unless the node lies between 0 and {@link Topology#nodes()} - 1
     */
    public String host(int node) {
        String name = name(node);
        return name.substring(0, name.indexOf(':'));
    }

    /** A text that {@link #parse} reads to the same tree with the same names: a line an inner node, breadth first. */
    public String text() {
        return IntStream.rangeClosed(0, topology.junctions())
                .mapToObj(this::line)
                .collect(Collectors.joining());
    }

    /** Such as {@code file over 64 agents}. */
    @Override
    public String toString() {
        return topology.toString();
    }

    private String line(int node) {
        return IntStream.of(topology.children(node))
                .mapToObj(this::name)
                .collect(Collectors.joining(" ", name(node) + " => ", " ;\n"));
    }
}
