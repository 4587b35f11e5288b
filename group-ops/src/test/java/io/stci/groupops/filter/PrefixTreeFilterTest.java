package io.stci.groupops.filter;

import static io.stci.groupops.filter.Values.assertRefused;
import static io.stci.groupops.filter.Values.merged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.wire.CallTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefixTreeFilterTest {
    private final Filter<Collection<CallPath>, PrefixTree> filter = Filters.prefixTree();

    @Test
    void pathsAreJoinedFromTheOutermostFrameOn() {
        PrefixTree tree = merged(
                filter,
                List.of(CallPath.of("main", "solve", "wait")),
                List.of(CallPath.of("main", "solve"), new CallPath(List.of("main", "io"), 3)),
                List.of(CallPath.of("start")),
                List.of());
        assertEquals(
                List.of(
                        " 0-3 6+0",
                        "main 0,1 5+0",
                        "main/io 1 3+3",
                        "main/solve 0,1 2+1",
                        "main/solve/wait 0 1+1",
                        "start 2 1+1"),
                lines(tree, ""));
    }

    @Test
    void anEmptyPathCountsAtTheRootAndARecursionAtEachLevel() {
        PrefixTree tree = merged(filter, List.of(CallPath.of(), CallPath.of("f", "f", "f")));
        assertEquals(List.of(" 0 2+1", "f 0 1+0", "f/f 0 1+0", "f/f/f 0 1+1"), lines(tree, ""));
    }

    @Test
    void manyRanksOnOnePathTakeHardlyMoreThanOne() {
        Collection<CallPath> path = List.of(CallPath.of("main", "solve", "wait"));
        PrefixTree all = filter.lift(0, path);
        for (int rank = 1; rank < 10_000; rank++) {
            all = filter.merge(all, filter.lift(rank, path));
        }
        int one = filter.encode(filter.lift(0, path)).length;
        int many = filter.encode(all).length;
        assertTrue(many <= one + 10, one + " bytes for one, " + many + " for many");
    }

    @Test
    void thousandLevelsAreTakenAndNotOneMore() {
        List<String> deep = Collections.nCopies(PrefixTree.MAX_DEPTH, "f");
        PrefixTree tree = merged(filter, List.of(new CallPath(deep, 1)), List.of(new CallPath(deep, 1)));
        assertEquals(2, tree.count());
        List<String> deeper = Collections.nCopies(PrefixTree.MAX_DEPTH + 1, "f");
        assertRefused(Status.INVALID_ARGUMENT, () -> new CallPath(deeper, 1));
        CallTree.Builder message =
                CallTree.newBuilder().addFrames("f").setCount(1).setRanks(encoded(RankSet.of(1)));
        IntStream.rangeClosed(0, PrefixTree.MAX_DEPTH)
                .forEach(i -> message.addNodesBuilder().setCount(1));
        assertRefused(Status.PROTOCOL_ERROR, () -> filter.decode(message.build().toByteArray()));
    }

    @Test
    void treesThatNoMergeGivesAreRefused() {
        assertWrong(tree -> tree.getNodesBuilder(1).setUp(2));
        assertWrong(tree -> tree.getNodesBuilder(1).setUp(-1));
        assertWrong(tree -> tree.getNodesBuilder(1).setFrame(2));
        assertWrong(tree -> tree.getNodesBuilder(1).setFrame(-1));
        assertWrong(tree -> tree.getNodesBuilder(0).setCount(0));
        assertWrong(tree -> tree.getNodesBuilder(0).setCount(6));
        assertWrong(tree -> tree.getNodesBuilder(1).setCount(6).setUp(0));
        assertWrong(tree -> tree.getNodesBuilder(1).setUp(1).setFrame(0));
        assertWrong(tree -> tree.getNodesBuilder(1).setRanks(encoded(RankSet.of(4))));
        assertWrong(tree -> tree.getNodesBuilder(1).setRanks(ByteString.EMPTY));
        assertWrong(tree -> tree.setFrames(1, "a"));
        assertWrong(tree -> tree.setCount(-1));
        assertWrong(tree -> tree.setRanks(encoded(RankSet.of(1))));
        filter.decode(valid().build().toByteArray());
    }

    @Test
    void rankSetsThatWouldFillMemoryAreRefused() {
        CallTree.Builder message =
                CallTree.newBuilder().setCount(1 << 20).setRanks(encoded(RankSet.all(RankSet.MAX_RANKS)));
        for (int i = 0; i < 10_000; i++) {
            message.addFrames(String.format("%05d", i));
            RankSet almostAll = RankSet.range(i, RankSet.MAX_RANKS - 1);
            message.addNodesBuilder()
                    .setFrame(i)
                    .setUp(i == 0 ? 0 : 1)
                    .setCount(1)
                    .setRanks(encoded(almostAll));
        }
        assertRefused(Status.PROTOCOL_ERROR, () -> filter.decode(message.build().toByteArray()));
        CallTree.Builder equal = message.clone();
        equal.getNodesBuilderList().forEach(node -> node.setRanks(encoded(RankSet.range(1, RankSet.MAX_RANKS - 1))));
        assertEquals(
                10_000, filter.decode(equal.build().toByteArray()).children().size());
    }

    private void assertWrong(Consumer<CallTree.Builder> change) {
        CallTree.Builder message = valid();
        change.accept(message);
        assertRefused(Status.PROTOCOL_ERROR, () -> filter.decode(message.build().toByteArray()));
    }

    private static CallTree.Builder valid() {
        CallTree.Builder message =
                CallTree.newBuilder().addFrames("a").addFrames("b").setCount(5);
        message.setRanks(encoded(RankSet.range(1, 3)));
        message.addNodesBuilder().setFrame(0).setCount(3).setRanks(encoded(RankSet.of(2, 3)));
        message.addNodesBuilder().setFrame(1).setUp(1).setCount(2);
        return message;
    }

    private static ByteString encoded(RankSet ranks) {
        return ByteString.copyFrom(ranks.encode());
    }

    /** A line a node: path, ranks, count through it + count that ends there. */
    private static List<String> lines(PrefixTree node, String path) {
        List<String> lines = new ArrayList<>();
        lines.add(path + " " + node.ranks() + " " + node.count() + "+" + node.countHere());
        String prefix = path.isEmpty() ? "" : path + "/";
        node.children().forEach(child -> lines.addAll(lines(child, prefix + child.frame())));
        return lines;
    }
}
