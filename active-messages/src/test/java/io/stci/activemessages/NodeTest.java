package io.stci.activemessages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A front-end (0) over two children (1 and 2). */
class NodeTest {
    private static final int UP = 20;
    private static final int DOWN = 21;
    private static final int BOTH = 22;

    private final VirtualTree tree = new VirtualTree();
    private final VirtualTree.Member root = tree.member(0).listen();
    private final VirtualTree.Member first = tree.member(1);
    private final VirtualTree.Member second = tree.member(2);
    private final List<String> handled = new ArrayList<>();

    @BeforeEach
    void link() {
        for (VirtualTree.Member member : List.of(root, first, second)) {
            String at = member.node.id() + " handles ";
            member.node.handleFromChildren(
                    UP, (from, message) -> handled.add(at + "up " + message.number() + " from " + from));
            member.node.handleFromParent(
                    DOWN, (from, message) -> handled.add(at + "down " + message.number() + " from " + from));
            member.node.handleFromChildren(BOTH, (from, message) -> handled.add(at + "both, up, from " + from));
            member.node.handleFromParent(BOTH, (from, message) -> handled.add(at + "both, down, from " + from));
        }
        first.join(0);
        second.join(0);
    }

    @AfterEach
    void nothingLeaks() {
        tree.close();
    }

    @Test
    void linksAreToldToListenersAsTheyOpen() {
        assertEquals(List.of("up 1", "up 2"), root.log);
        assertEquals(List.of("parent up"), first.log);
        assertTrue(root.node.hasChild(1) && root.node.hasChild(2));
        assertFalse(root.node.hasChild(3));
        assertTrue(first.node.hasParent());
        assertFalse(root.node.hasParent());
    }

    @Test
    void framesReachTheHandlerOfTheirNumberAndDirection() {
        up(first, UP, 7);
        down(2, DOWN, 8);
        up(second, BOTH, 0);
        down(1, BOTH, 0);
        assertEquals(
                List.of(
                        "0 handles up 7 from 1",
                        "2 handles down 8 from -1",
                        "0 handles both, up, from 2",
                        "1 handles both, down, from -1"),
                handled);
    }

    @Test
    void framesOfALinkAreHandledInOrder() {
        for (int i = 0; i < 1000; i++) {
            first.node.sendUp(tree.frame(UP, i), Lane.DATA);
        }
        tree.time.settle();
        assertEquals(1000, handled.size());
        for (int i = 0; i < 1000; i++) {
            assertEquals("0 handles up " + i + " from 1", handled.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {DOWN, 30, 1, 0, -1, HandlerIds.BOUND, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aChildThatSendsWhatIsNotForItClosesOnlyItsLink(int handler) {
        up(first, handler, 1);
        assertEquals(List.of("up 1", "up 2", "down 1 PROTOCOL_ERROR"), root.log);
        assertEquals(List.of("parent up", "parent down PROTOCOL_ERROR"), first.log);
        assertFalse(root.node.hasChild(1));
        up(second, UP, 2);
        assertEquals(List.of("0 handles up 2 from 2"), handled);
    }

    @Test
    void aParentThatSendsWhatIsNotForItLosesTheChild() {
        down(1, UP, 1);
        assertEquals(List.of("parent up", "parent down PROTOCOL_ERROR"), first.log);
        assertEquals(List.of("up 1", "up 2", "down 1 PROTOCOL_ERROR"), root.log);
    }

    @Test
    void whatAHandlerThrowsClosesTheLinkThatTheFrameCameBy() {
        root.node.handleFromChildren(40, (from, message) -> {
            throw new StciException(Status.RESOURCE_EXHAUSTED, "node " + from, "asks too much", "");
        });
        up(second, 40, 1);
        assertEquals(List.of("up 1", "up 2", "down 2 RESOURCE_EXHAUSTED"), root.log);
        assertEquals(List.of("parent up", "parent down RESOURCE_EXHAUSTED"), second.log);
        assertTrue(root.node.hasChild(1));
    }

    @Test
    void multisendSharesOneBufferAndSkipsThoseWhoAreGone() {
        ByteBuf frame = tree.frame(DOWN, 5);
        long made = tree.allocator.made();
        root.node.multisend(new int[] {1, 9, 2}, frame, Lane.DATA);
        assertEquals(made, tree.allocator.made());
        tree.time.settle();
        assertEquals(List.of("1 handles down 5 from -1", "2 handles down 5 from -1"), handled);
        assertEquals(0, frame.refCnt());
    }

    @Test
    void framesForWhoIsNotThereAreReleased() {
        ByteBuf down = tree.frame(DOWN, 1);
        ByteBuf up = tree.frame(UP, 1);
        ByteBuf toNobody = tree.frame(DOWN, 1);
        root.node.sendDown(9, down, Lane.DATA);
        root.node.sendUp(up, Lane.DATA);
        root.node.multisend(new int[0], toNobody, Lane.DATA);
        assertEquals(0, down.refCnt() + up.refCnt() + toNobody.refCnt());
    }

    @Test
    void aChildThatIsRefusedHearsWhyAndIsGoneOnce() {
        StciException why = new StciException(Status.PERMISSION_DENIED, "node 1", "is not welcome", "");
        root.node.refuseChild(1, why);
        root.node.refuseChild(1, why);
        root.node.refuseChild(9, why);
        tree.time.advance(1, TimeUnit.SECONDS);
        assertEquals(List.of("up 1", "up 2", "down 1 PERMISSION_DENIED"), root.log);
        assertEquals(List.of("parent up", "parent down PERMISSION_DENIED"), first.log);
        assertEquals(List.of("parent up"), second.log);
    }

    @Test
    void closingANodeEndsAllItsLinksOnce() {
        root.node.close();
        root.node.close();
        tree.time.advance(1, TimeUnit.SECONDS);
        assertEquals(List.of("up 1", "up 2", "down 1 UNAVAILABLE", "down 2 UNAVAILABLE"), root.log);
        assertEquals(List.of("parent up", "parent down UNAVAILABLE"), first.log);
        assertEquals(List.of("parent up", "parent down UNAVAILABLE"), second.log);
        assertFalse(first.node.hasParent());
    }

    @Test
    void aChildMayCloseAndConnectAgain() {
        first.node.close();
        tree.time.settle();
        first.join(0);
        up(first, UP, 3);
        assertEquals(List.of("up 1", "up 2", "down 1 UNAVAILABLE", "up 1"), root.log);
        assertEquals(List.of("parent up", "parent down UNAVAILABLE", "parent up"), first.log);
        assertEquals(List.of("0 handles up 3 from 1"), handled);
    }

    @Test
    void aNewLinkOfAChildTakesThePlaceOfTheOneBefore() {
        VirtualTree.Member twin = tree.member(1).join(0);
        assertEquals(List.of("up 1", "up 2", "down 1 UNAVAILABLE", "up 1"), root.log);
        assertEquals(List.of("parent up", "parent down UNAVAILABLE"), first.log);
        up(twin, UP, 4);
        assertEquals(List.of("0 handles up 4 from 1"), handled);
    }

    @Test
    void aParentThatCannotBeReachedIsUnreachableOnce() {
        VirtualTree.Member orphan = tree.member(5).join(77);
        tree.time.advance(60, TimeUnit.SECONDS);
        assertEquals(List.of("parent unreachable UNAVAILABLE"), orphan.log);
        assertFalse(orphan.node.hasParent());
    }

    @Test
    void aHandlerNumberIsTakenOnceForEachDirection() {
        root.node.handleFromParent(50, (from, message) -> {});
        root.node.handleFromChildren(50, (from, message) -> {});
        assertRefused(() -> root.node.handleFromParent(50, (from, message) -> {}));
        assertRefused(() -> root.node.handleFromChildren(50, (from, message) -> {}));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, HandlerIds.FIRST - 1, HandlerIds.BOUND})
    void aHandlerNumberOutOfRangeIsRefused(int handler) {
        assertRefused(() -> root.node.handleFromParent(handler, (from, message) -> {}));
        assertRefused(() -> root.node.handleFromChildren(handler, (from, message) -> {}));
    }

    private void up(VirtualTree.Member from, int handler, long number) {
        from.node.sendUp(tree.frame(handler, number), Lane.DATA);
        tree.time.settle();
    }

    private void down(int child, int handler, long number) {
        root.node.sendDown(child, tree.frame(handler, number), Lane.DATA);
        tree.time.settle();
    }

    private static void assertRefused(Runnable registration) {
        assertEquals(
                Status.INTERNAL,
                assertThrows(StciException.class, registration::run).status());
    }
}
