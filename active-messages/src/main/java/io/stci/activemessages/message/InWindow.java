package io.stci.activemessages.message;

import io.stci.ordering.ReceiveCredit;
import java.util.function.LongConsumer;

/** What one end may have sent here on one line and is held here; given back as it is released. */
final class InWindow {
    private final ReceiveCredit window;
    private final LongConsumer giveBack;

    InWindow(long bytes, LongConsumer giveBack) {
        this.window = new ReceiveCredit(bytes);
        this.giveBack = giveBack;
    }

    /** @throws io.stci.core.StciException RESOURCE_EXHAUSTED if its sender keeps to no window */
    void take(long costBytes) {
        window.received(costBytes);
    }

    /** What was taken is held no more. */
    void release(long costBytes) {
        giveBack.accept(window.consumed(costBytes));
    }

    long heldBytes() {
        return window.outstandingBytes();
    }
}
