package io.stci.groupops;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The streams that are open at a node, by id. Confined to the node's thread. */
final class StreamTable {
    private final Map<Integer, InteriorStream> interior = new HashMap<>();
    private final Map<Integer, LeafStream> leaves = new HashMap<>();
    /** Streams that this node was taken off and that may still be open above. */
    private final Set<Integer> detached = new HashSet<>();

    private int newest;

    void add(int id, InteriorStream stream) {
        newest = Math.max(newest, id);
        interior.put(id, stream);
    }

    void add(int id, LeafStream leaf) {
        leaves.put(id, leaf);
    }

    boolean has(int id) {
        return interior.containsKey(id) || leaves.containsKey(id);
    }

    /** The highest id of a stream that was ever open here, for others; ids rise. */
    int newest() {
        return newest;
    }

    /** Null if there is none. */
    InteriorStream interior(int id) {
        return interior.get(id);
    }

    /** Null if there is none. */
    LeafStream leaf(int id) {
        return leaves.get(id);
    }

    /** A copy: what is done with the streams may open and close some. */
    Map<Integer, InteriorStream> interiorById() {
        return new HashMap<>(interior);
    }

    /** A copy. */
    List<InteriorStream> interior() {
        return new ArrayList<>(interior.values());
    }

    Collection<LeafStream> leaves() {
        return leaves.values();
    }

    /** A copy. */
    List<Integer> detached() {
        return new ArrayList<>(detached);
    }

    /** The streams' children as to who held whom up. */
    List<ChildFlow> flows() {
        return interior.values().stream()
                .flatMap(stream -> stream.flows().stream())
                .toList();
    }

    /** This node is taken off a stream, with all below it. */
    void detach(int id) {
        InteriorStream stream = interior.remove(id);
        if (stream != null) {
            stream.detach();
        }
        LeafStream leaf = leaves.remove(id);
        if (leaf != null) {
            leaf.close();
        }
        detached.add(id);
    }

    /** Ends a stream here and below. */
    void close(int id) {
        detached.remove(id);
        InteriorStream stream = interior.remove(id);
        if (stream != null) {
            stream.close();
        }
        LeafStream leaf = leaves.remove(id);
        if (leaf != null) {
            leaf.close();
        }
    }

    /** Ends all streams here. */
    void release() {
        interior.values().forEach(InteriorStream::release);
        interior.clear();
        List<LeafStream> ends = new ArrayList<>(leaves.values());
        leaves.clear();
        ends.forEach(LeafStream::close);
    }
}
