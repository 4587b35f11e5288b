package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.stci.testkit.CountingAllocator;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmallFramesTest {
    private static final long SEED = 8;
    private static final int SMALL_BYTES = 500;
    private static final int FIT_AT_ONCE = 16;

    private final CountingAllocator memory = new CountingAllocator();
    private final CountingAllocator frames = new CountingAllocator();
    private final SmallFrames small = new SmallFrames(memory);
    private final Random random = new Random(SEED);

    @AfterEach
    void nothingIsLeft() {
        small.release();
        memory.assertAllReleased();
        frames.assertAllReleased();
    }

    @Test
    void theyLeaveTogetherAndInOrder() {
        byte[] first = add(100);
        byte[] second = add(7);
        assertEquals(107, small.waitingBytes());
        assertTaken(FrameBytes.join(first, second));
        assertEquals(0, small.waitingBytes());
    }

    @Test
    void memoryIsUsedAgainOnceWhatWasTakenHasLeft() {
        for (int i = 0; i < 1000; i++) {
            assertTaken(add(SMALL_BYTES));
        }
        assertEquals(1, memory.made());
    }

    @Test
    void whatIsStillOnItsWayIsNotOverwritten() {
        byte[][] sent = new byte[3 * FIT_AT_ONCE][];
        ByteBuf[] onTheirWay = new ByteBuf[sent.length];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = add(SMALL_BYTES);
            onTheirWay[i] = small.take();
        }
        for (int i = 0; i < sent.length; i++) {
            assertArrayEquals(sent[i], FrameBytes.bytes(onTheirWay[i]), "frame " + i);
            onTheirWay[i].release();
        }
        assertEquals(3, memory.made());
    }

    @Test
    void whatDoesNotFitIsNotTakenUntilTheOthersHaveLeft() {
        for (int i = 0; i < FIT_AT_ONCE; i++) {
            add(SMALL_BYTES);
        }
        ByteBuf late = frame(FrameBytes.random(random, SMALL_BYTES));
        assertFalse(small.add(late));
        small.take().release();
        assertTrue(small.add(late));
        assertEquals(SMALL_BYTES, small.waitingBytes());
    }

    @Test
    void aLargeFrameIsNotTaken() {
        ByteBuf large = frame(new byte[5000]);
        assertFalse(small.add(large));
        assertEquals(0, small.waitingBytes());
        assertEquals(0, memory.made());
        large.release();
    }

    @Test
    void aFrameIsTakenFromWhereItsReaderStands() {
        ByteBuf frame = frame(new byte[] {1, 2, 3, 4}).skipBytes(2);
        assertTrue(small.add(frame));
        assertTaken(new byte[] {3, 4});
    }

    private byte[] add(int length) {
        byte[] content = FrameBytes.random(random, length);
        assertTrue(small.add(frame(content)));
        return content;
    }

    private ByteBuf frame(byte[] content) {
        return frames.directBuffer(content.length).writeBytes(content);
    }

    private void assertTaken(byte[] expected) {
        ByteBuf taken = small.take();
        assertArrayEquals(expected, FrameBytes.bytes(taken));
        taken.release();
    }
}
