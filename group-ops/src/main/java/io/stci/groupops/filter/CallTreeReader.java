package io.stci.groupops.filter;

import com.google.protobuf.ProtocolStringList;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.wire.CallTree;
import java.util.ArrayList;
import java.util.List;

/** Reads a tree of untrusted bytes: what it takes is bounded by their number, and for the rank sets by {@link RankSetReader}. */
final class CallTreeReader {
    private final CallTree message;
    private final RankSetReader sets = new RankSetReader(PrefixTreeFilter.NAME);
    /** From the root to the node that was read last, and how many paths of each are not in a child yet. */
    private final List<PrefixTree> path = new ArrayList<>();

    private final List<Long> rest = new ArrayList<>();

    CallTreeReader(CallTree message) {
        this.message = message;
    }

    /** @throws StciException PROTOCOL_ERROR if it is no tree that was written */
    PrefixTree read() {
        checkFrames(message.getFramesList());
        RankSet ranks = sets.read(message.getRanks());
        if (message.getCount() < 0) {
            throw malformed("counts " + message.getCount() + " paths");
        }
        PrefixTree root = new PrefixTree("", ranks, message.getCount());
        push(root);
        message.getNodesList().forEach(this::read);
        return root;
    }

    private void read(CallTree.Node node) {
        climb(node.getUp());
        PrefixTree parent = path.get(path.size() - 1);
        take(node.getCount());
        PrefixTree child = new PrefixTree(frame(node.getFrame(), parent), ranks(node, parent), node.getCount());
        parent.byFrame().put(child.frame(), child);
        push(child);
    }

    private void climb(int levels) {
        if (levels < 0 || levels >= path.size()) {
            throw malformed("leads above its root");
        }
        path.subList(path.size() - levels, path.size()).clear();
        rest.subList(rest.size() - levels, rest.size()).clear();
        if (path.size() > PrefixTree.MAX_DEPTH) {
            throw malformed("is deeper than " + PrefixTree.MAX_DEPTH);
        }
    }

    /** The paths through a child are among those through its parent. */
    private void take(long count) {
        long left = rest.get(rest.size() - 1);
        if (count < 1 || count > left) {
            throw malformed("counts " + count + " paths below a node that has " + left);
        }
        rest.set(rest.size() - 1, left - count);
    }

    private String frame(int index, PrefixTree parent) {
        if (index < 0 || index >= message.getFramesCount()) {
            throw malformed("names a frame that it doesn't have");
        }
        String frame = message.getFrames(index);
        if (!parent.byFrame().isEmpty() && parent.byFrame().lastKey().compareTo(frame) >= 0) {
            throw malformed("has children out of order");
        }
        return frame;
    }

    private RankSet ranks(CallTree.Node node, PrefixTree parent) {
        if (!node.hasRanks()) {
            return parent.ranks();
        }
        RankSet ranks = sets.read(node.getRanks());
        if (ranks.isEmpty() || !parent.ranks().containsAll(ranks)) {
            throw malformed("has ranks that its parent doesn't have, or none");
        }
        return ranks;
    }

    private void push(PrefixTree node) {
        path.add(node);
        rest.add(node.count());
    }

    private static void checkFrames(ProtocolStringList frames) {
        for (int i = 1; i < frames.size(); i++) {
            if (frames.get(i - 1).compareTo(frames.get(i)) >= 0) {
                throw malformed("has frames out of order");
            }
        }
    }

    private static StciException malformed(String reason) {
        return Refusals.malformed(PrefixTreeFilter.NAME, reason);
    }
}
