package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;

/** Opens what the parts of the contract are tried on. */
public interface Sessions {
    long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    int FRONT_END = MessageCarrier.FRONT_END;

    /** Closed after the test, or when the next one is opened. */
    Ensemble open(int agents, long seed, MessageOptions options);

    /** With bounds that are reached by little. */
    default Ensemble open(int agents) {
        return open(agents, 1, small());
    }

    /** Ends a loop that would go on if what it waits for never came. */
    static void assertFew(int count) {
        assertTrue(count < 1000, "goes on and on");
    }

    /** Eager up to 2 KiB, windows of 4 to 16 KiB, transfers of up to 200 kB in pieces of 4 KiB, 4 calls and 3 handlers at a time. */
    static MessageOptions small() {
        TransferOptions transfers = new TransferOptions(200_000, 400_000, 4096, 3, 5 * SECOND_NS);
        return new MessageOptions(2048, 32 << 10, 16 << 10, 400_000, 4, 3, 20 * SECOND_NS, transfers);
    }
}
