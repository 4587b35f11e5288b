package io.stci.activemessages.message;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Announced transfers that wait for room: senders in turn, each sender's in its order. Whose turn it is waits for as much room as it
 * takes; nothing smaller slips past, so that nothing large waits for ever.
 */
final class PullQueue {
    private final Budget room;
    private final Map<Integer, Set<InTransfer>> waiting = new LinkedHashMap<>();

    /** @param roomBytes no less than the largest transfer */
    PullQueue(long roomBytes) {
        this.room = new Budget(roomBytes);
    }

    void add(InTransfer transfer) {
        waiting.computeIfAbsent(transfer.sender(), sender -> new LinkedHashSet<>())
                .add(transfer);
        admit();
    }

    /** It has ended before there was room. */
    void remove(InTransfer transfer) {
        Set<InTransfer> ofSender = waiting.get(transfer.sender());
        if (ofSender != null && ofSender.remove(transfer)) {
            if (ofSender.isEmpty()) {
                waiting.remove(transfer.sender());
            }
            admit();
        }
    }

    void free(long bytes) {
        room.give(bytes);
        admit();
    }

    long usedBytes() {
        return room.usedBytes();
    }

    private void admit() {
        while (!waiting.isEmpty()) {
            Set<InTransfer> ofSender = waiting.values().iterator().next();
            InTransfer next = ofSender.iterator().next();
            if (!room.take(next.sizeBytes())) {
                return;
            }
            ofSender.remove(next);
            waiting.remove(next.sender());
            if (!ofSender.isEmpty()) {
                waiting.put(next.sender(), ofSender);
            }
            next.admitted();
        }
    }
}
