package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.ordering.SendCredit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What waits to leave for one end: replies first, then messages and pieces of transfers in turn.
 *
 * <p>Messages leave in the order in which they were queued, as far as the window of their receiver goes. Replies need none: what they
 * reply to did. Their number is bounded by that, and by {@code maxReplies} against peers that keep to no window.
 */
final class Outbox {
    private final Local local;
    private final int to;
    private final Budget queued;
    private final int maxReplies;
    private final SendCredit window = new SendCredit();
    private final Deque<Outgoing> replies = new ArrayDeque<>();
    private final Set<Outgoing> messages = new LinkedHashSet<>();
    private final Set<OutTransfer> transfers = new LinkedHashSet<>();
    private boolean transfersTurn;
    private boolean pumping;
    private StciException gone;

    Outbox(Local local, int to, Budget queued, long windowBytes, int maxReplies) {
        this.local = local;
        this.to = to;
        this.queued = queued;
        this.maxReplies = maxReplies;
        window.grant(windowBytes);
    }

    /** Queues a reply. If the peer brings about more than its window allows, it is dropped, and that is reported. */
    void reply(Outgoing reply) {
        if (gone != null) {
            reply.dropped(gone);
        } else if (replies.size() >= maxReplies) {
            StciException why = tooMany();
            local.reports().malformed(to, why);
            reply.dropped(why);
        } else {
            replies.add(reply);
            pump();
        }
    }

    /** @throws StciException RESOURCE_EXHAUSTED if too much waits already, UNAVAILABLE if the peer is gone */
    void queue(Outgoing message) {
        if (gone != null) {
            throw gone;
        }
        if (!queued.take(message.costBytes())) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    Ends.name(to),
                    "has " + queued.usedBytes() + " bytes of messages waiting for it",
                    "send when hasRoom says so");
        }
        messages.add(message);
        pump();
    }

    /** Takes a message back, if it still waits. */
    boolean withdraw(Outgoing message) {
        boolean waited = messages.remove(message);
        if (waited) {
            queued.give(message.costBytes());
            pump();
        }
        return waited;
    }

    /** A transfer may send more. */
    void cleared(OutTransfer transfer) {
        transfers.add(transfer);
        pump();
    }

    void ended(OutTransfer transfer) {
        transfers.remove(transfer);
    }

    /** @throws StciException PROTOCOL_ERROR if no receiver can mean it */
    void granted(long bytes) {
        window.grant(bytes);
        pump();
    }

    /** The peer is gone: nothing leaves any more. */
    void drop(StciException why) {
        gone = why;
        List<Outgoing> dropped = new ArrayList<>(replies);
        dropped.addAll(messages);
        messages.forEach(message -> queued.give(message.costBytes()));
        replies.clear();
        messages.clear();
        transfers.clear();
        dropped.forEach(each -> each.dropped(why));
    }

    /** Sends what can be sent. What is told so may queue more; then this goes on with that, however much. */
    void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (gone == null && local.carrier().hasRoom(to) && sendOne()) {
                transfersTurn = !transfersTurn;
            }
        } finally {
            pumping = false;
        }
        local.rooms().look(to, queued);
    }

    private boolean sendOne() {
        return sendReply() || (transfersTurn ? sendChunk() || sendMessage() : sendMessage() || sendChunk());
    }

    private boolean sendReply() {
        Outgoing reply = replies.poll();
        if (reply != null) {
            hand(reply);
        }
        return reply != null;
    }

    private boolean sendMessage() {
        if (messages.isEmpty() || !window.hasRoom()) {
            return false;
        }
        Outgoing message = messages.iterator().next();
        if (!message.mayLeave()) {
            return false;
        }
        messages.remove(message);
        queued.give(message.costBytes());
        window.spend(message.costBytes());
        hand(message);
        return true;
    }

    private boolean sendChunk() {
        if (transfers.isEmpty()) {
            return false;
        }
        OutTransfer transfer = transfers.iterator().next();
        transfers.remove(transfer);
        local.carrier().send(to, transfer.nextChunk().toByteArray(), false);
        if (transfer.hasChunk()) {
            transfers.add(transfer);
        }
        return true;
    }

    private void hand(Outgoing message) {
        local.carrier().send(to, message.envelope(local.nowNs()).toByteArray(), false);
        message.taken();
    }

    private StciException tooMany() {
        return new StciException(
                Status.RESOURCE_EXHAUSTED, Ends.name(to), "has " + maxReplies + " replies waiting for it", "");
    }
}
