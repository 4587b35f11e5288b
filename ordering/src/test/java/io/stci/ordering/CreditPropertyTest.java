package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sender and a receiver joined by a link of random delay, whose steps interleave by a fixed seed. */
class CreditPropertyTest {
    private static final long SEED = 4711;
    private static final int MESSAGES = 20_000;

    private final SendCredit sender = new SendCredit();
    private final Deque<Long> onTheWay = new ArrayDeque<>();
    private final Deque<Long> held = new ArrayDeque<>();
    private final Deque<Long> grants = new ArrayDeque<>();
    private Random random;
    private ReceiveCredit receiver;
    private long heldBytes;
    private int sent;
    private int consumed;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 1000", "64, 1", "1000, 10", "1000, 1000", "1000, 5000", "1048576, 65536"})
    void aPairNeitherExceedsTheWindowNorStops(long windowBytes, int largestBytes) {
        receiver = new ReceiveCredit(windowBytes);
        exchange(windowBytes, largestBytes);
        assertEquals(0, receiver.outstandingBytes());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 1000", "64, 1", "1000, 10", "1000, 1000", "1000, 5000", "1048576, 65536"})
    void neitherDoesOneInPortions(long windowBytes, int largestBytes) {
        receiver = ReceiveCredit.inPortions(windowBytes);
        exchange(windowBytes, largestBytes);
        assertTrue(receiver.outstandingBytes() * 2 < windowBytes);
    }

    private void exchange(long windowBytes, int largestBytes) {
        random = new Random(SEED);
        grants.add(receiver.initialGrant());
        String parameters = "window " + windowBytes + ", largest " + largestBytes + ", seed " + SEED;
        while (consumed < MESSAGES) {
            assertTrue(step(largestBytes), () -> "stuck after " + consumed + " messages, " + parameters);
            assertTrue(heldBytes < windowBytes + largestBytes, () -> "held " + heldBytes + ", " + parameters);
            assertTrue(heldBytes <= receiver.outstandingBytes(), parameters);
        }
        assertEquals(0, heldBytes);
        assertEquals(
                windowBytes - receiver.outstandingBytes(),
                sender.available() + grants.stream().mapToLong(Long::longValue).sum(),
                parameters);
    }

    /** Does one thing that can be done, at random; false if nothing can. */
    private boolean step(int largestBytes) {
        int first = random.nextInt(4);
        for (int i = 0; i < 4; i++) {
            if (tryStep((first + i) % 4, largestBytes)) {
                return true;
            }
        }
        return false;
    }

    private boolean tryStep(int kind, int largestBytes) {
        return switch (kind) {
            case 0 -> send(largestBytes);
            case 1 -> arrive();
            case 2 -> consume();
            default -> takeGrant();
        };
    }

    private boolean send(int largestBytes) {
        if (sent == MESSAGES || !sender.hasRoom()) {
            return false;
        }
        long bytes = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(largestBytes);
        sender.spend(bytes);
        onTheWay.add(bytes);
        sent++;
        return true;
    }

    private boolean arrive() {
        if (onTheWay.isEmpty()) {
            return false;
        }
        long bytes = onTheWay.poll();
        receiver.received(bytes);
        heldBytes += bytes;
        held.add(bytes);
        return true;
    }

    private boolean consume() {
        if (held.isEmpty()) {
            return false;
        }
        long bytes = held.poll();
        heldBytes -= bytes;
        consumed++;
        long grant = receiver.consumed(bytes);
        if (grant > 0) {
            grants.add(grant);
        }
        return true;
    }

    private boolean takeGrant() {
        if (grants.isEmpty()) {
            return false;
        }
        sender.grant(grants.poll());
        return true;
    }
}
