package io.stci.groupops.filter;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.stci.core.RankSet;
import io.stci.wire.CallTree;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Writes a tree in the order in which it is read: a node, then all below it, child by child. */
final class CallTreeWriter {
    private final PrefixTree root;
    private final CallTree.Builder message = CallTree.newBuilder();
    private final Map<String, Integer> indexOf = new HashMap<>();
    private int depthBefore;

    CallTreeWriter(PrefixTree root) {
        this.root = root;
    }

    CallTree write() {
        nameFrames();
        message.setRanks(bytes(root.ranks())).setCount(root.count());
        writeBelow(root, 0);
        return message.build();
    }

    private void nameFrames() {
        TreeSet<String> frames = new TreeSet<>();
        gather(root, frames);
        for (String frame : frames) {
            indexOf.put(frame, indexOf.size());
            message.addFrames(frame);
        }
    }

    private static void gather(PrefixTree node, TreeSet<String> frames) {
        for (PrefixTree child : node.children()) {
            frames.add(child.frame());
            gather(child, frames);
        }
    }

    private void writeBelow(PrefixTree parent, int depth) {
        for (PrefixTree child : parent.children()) {
            CallTree.Node.Builder node = message.addNodesBuilder();
            node.setFrame(indexOf.get(child.frame())).setUp(depthBefore - depth).setCount(child.count());
            if (!child.ranks().equals(parent.ranks())) {
                node.setRanks(bytes(child.ranks()));
            }
            depthBefore = depth + 1;
            writeBelow(child, depth + 1);
        }
    }

    private static ByteString bytes(RankSet ranks) {
        return UnsafeByteOperations.unsafeWrap(ranks.encode());
    }
}
