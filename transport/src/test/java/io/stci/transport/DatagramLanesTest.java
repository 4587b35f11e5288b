package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.stci.testkit.CountingAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Datagrams of 1000 bytes. */
class DatagramLanesTest {
    private static final int LIMIT = 1000;
    private static final int DATA = DatagramLanes.number(Lane.DATA);
    private static final int BULK = DatagramLanes.number(Lane.BULK);

    private final CountingAllocator allocator = new CountingAllocator();
    private final DatagramLanes lanes = new DatagramLanes();

    @AfterEach
    void nothingLeaks() {
        lanes.release();
        allocator.assertAllReleased();
    }

    @Test
    void framesOfALaneShareASegment() {
        add(DATA, 100);
        add(DATA, 200);
        assertEquals(303, lanes.queuedBytes() + DatagramLanes.SEGMENT_BYTES);
        assertEquals(List.of("2:300"), segments());
        assertTrue(lanes.isEmpty());
        assertEquals(0, lanes.queuedBytes());
    }

    @Test
    void earlierLanesComeFirst() {
        add(BULK, 10);
        add(DATA, 20);
        add(DatagramLanes.LINK_LANE, 30);
        add(DatagramLanes.number(Lane.CONTROL), 40);
        assertEquals(List.of("0:30", "1:40", "2:20", "3:10"), segments());
    }

    @Test
    void aFrameThatFitsIntoADatagramIsNotCut() {
        add(DATA, 600);
        add(DATA, 500);
        add(DATA, 400);
        assertEquals(List.of("2:600"), segments());
        assertEquals(List.of("2:900"), segments());
    }

    @Test
    void aFrameThatFitsIntoNoneIsCutWhereTheDatagramEnds() {
        add(DATA, 500);
        add(DATA, 1500);
        assertEquals(List.of("2:997"), segments());
        assertEquals(List.of("2:997"), segments());
        assertEquals(List.of("2:6"), segments());
        assertTrue(lanes.isEmpty());
    }

    @Test
    void controlComesBetweenThePiecesOfALongFrame() {
        add(BULK, 2000);
        assertEquals(List.of("3:997"), segments());
        add(DatagramLanes.number(Lane.CONTROL), 100);
        assertEquals(List.of("1:100", "3:894"), segments());
        assertEquals(List.of("3:109"), segments());
    }

    @Test
    void whatIsDroppedIsReleasedAlsoInPieces() {
        add(BULK, 2000);
        segments();
        add(DATA, 100);
        lanes.release();
        assertTrue(lanes.isEmpty());
        assertEquals(0, lanes.queuedBytes());
    }

    private void add(int lane, int length) {
        lanes.add(allocator.directBuffer().writeZero(length), lane);
    }

    /** Of the next datagram, as lane and length. */
    private List<String> segments() {
        ByteBuf out = allocator.directBuffer(LIMIT);
        lanes.pack(out, LIMIT);
        assertTrue(out.readableBytes() <= LIMIT);
        List<String> segments = new ArrayList<>();
        while (out.isReadable()) {
            int lane = out.readByte();
            int length = out.readUnsignedShort();
            segments.add(lane + ":" + length);
            out.skipBytes(length);
        }
        out.release();
        return segments;
    }
}
