package io.stci.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import org.junit.jupiter.api.Test;

class CountingAllocatorTest {
    private final CountingAllocator allocator = new CountingAllocator();

    @Test
    void isContentWhenAllBuffersAreReleased() {
        allocator.heapBuffer(8).release();
        allocator.directBuffer(8).release();
        assertDoesNotThrow(allocator::assertAllReleased);
        assertEquals(2, allocator.made());
        assertEquals(0, allocator.unreleased());
    }

    @Test
    void tellsHowManyBuffersLeak() {
        allocator.directBuffer(8).release();
        ByteBuf heap = allocator.heapBuffer(8);
        ByteBuf direct = allocator.directBuffer(8);
        assertLeaks("2 of 3 buffers");
        heap.release();
        assertLeaks("1 of 3 buffers");
        direct.release();
        allocator.assertAllReleased();
    }

    @Test
    void aRetainedSliceKeepsItsBufferUnreleased() {
        ByteBuf buffer = allocator.buffer(8).writeLong(1);
        ByteBuf slice = buffer.retainedSlice(2, 4);
        buffer.release();
        assertLeaks("1 of 1 buffers");
        slice.release();
        allocator.assertAllReleased();
    }

    @Test
    void countsTheCopiesOfItsBuffers() {
        ByteBuf buffer = allocator.directBuffer(8).writeLong(1);
        ByteBuf copy = buffer.copy();
        buffer.release();
        assertLeaks("1 of 2 buffers");
        copy.release();
        allocator.assertAllReleased();
    }

    @Test
    void countsThePartsOfACompositeBuffer() {
        CompositeByteBuf composite = allocator.compositeBuffer();
        composite.addComponent(true, allocator.buffer(8).writeLong(1));
        assertLeaks("buffers were not released");
        composite.release();
        allocator.assertAllReleased();
    }

    @Test
    void stillKnowsAnOldBufferAfterManyReleasedOnes() {
        ByteBuf old = allocator.heapBuffer(8);
        for (int i = 0; i < 10_000; i++) {
            allocator.heapBuffer(8).release();
        }
        assertLeaks("1 of 10001 buffers");
        old.release();
        allocator.assertAllReleased();
    }

    private void assertLeaks(String expected) {
        String message =
                assertThrows(AssertionError.class, allocator::assertAllReleased).getMessage();
        assertTrue(message.contains(expected), message);
    }
}
