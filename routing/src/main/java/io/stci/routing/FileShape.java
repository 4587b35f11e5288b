package io.stci.routing;

import java.util.Arrays;
import java.util.OptionalInt;

/** A tree given node by node. Its text says nothing about it, so what is compared is the tree. */
final class FileShape extends Shape {
    /** Stands for an agent where the sizes of children are listed; a junction over a single agent has size 1. */
    static final int AGENT = 0;

    static final String TEXT = "file";

    private final int agents;
    private final int[][] childSizes;
    private final int hash;

    /**
     * @param childSizes of each inner node, breadth first, how many agents lie below each of its children, or {@link
     *     #AGENT}; kept
     */
    FileShape(int agents, int[][] childSizes) {
        super(TEXT);
        this.agents = agents;
        this.childSizes = childSizes;
        this.hash = Arrays.deepHashCode(childSizes);
    }

    @Override
    public OptionalInt agents() {
        return OptionalInt.of(agents);
    }

    @Override
    public String text() {
        return DrawnText.of(childSizes);
    }

    @Override
    Splitter splitter(int agents) {
        return (span, parts) -> split(childSizes[span.node()], parts);
    }

    private static void split(int[] sizes, Parts parts) {
        for (int size : sizes) {
            if (size == AGENT) {
                parts.agents(1);
            } else {
                parts.junction(size);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileShape that && Arrays.deepEquals(childSizes, that.childSizes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
