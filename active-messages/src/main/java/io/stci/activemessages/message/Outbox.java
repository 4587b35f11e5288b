package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What waits to leave for one end: replies first, then messages of the two lines and pieces of transfers in turn.
 *
 * <p>Messages of a line leave in the order in which they were queued, as far as its window goes. Replies need none: what they reply
 * to did. Their number is bounded by that, and by {@code maxReplies} against peers that keep to no window.
 */
final class Outbox {
    private final Local local;
    private final int to;
    private final int maxReplies;
    private final Deque<Outgoing> replies = new ArrayDeque<>();
    private final Map<Line, WindowedQueue> lines = new EnumMap<>(Line.class);
    private final Set<OutTransfer> transfers = new LinkedHashSet<>();
    /** Of the lines and the transfers, whose turn it is. */
    private final List<BooleanSupplier> inTurn;

    private int turn;
    private boolean pumping;
    private StciException gone;

    /** @param windowBytes of each line */
    Outbox(Local local, int to, PeerBudgets budgets, long windowBytes, int maxReplies) {
        this.local = local;
        this.to = to;
        this.maxReplies = maxReplies;
        lines.put(Line.HANDLERS, new WindowedQueue(budgets.messages(), windowBytes));
        lines.put(Line.RECEIVES, new WindowedQueue(budgets.tagged(), windowBytes));
        this.inTurn = List.of(() -> sendMessage(Line.HANDLERS), this::sendChunk, () -> sendMessage(Line.RECEIVES));
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
    void queue(Outgoing message, Line line) {
        if (gone != null) {
            throw gone;
        }
        if (!lines.get(line).add(message)) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    Ends.name(to),
                    "has " + lines.get(line).queued().usedBytes() + " bytes of messages waiting for it",
                    line == Line.HANDLERS ? "send when hasRoom says so" : "wait until some have left");
        }
        pump();
    }

    /** Takes a message back, if it still waits. */
    void withdraw(Outgoing message) {
        if (lines.values().stream().anyMatch(line -> line.withdraw(message))) {
            pump();
        }
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
    void granted(Line line, long bytes) {
        lines.get(line).granted(bytes);
        pump();
    }

    /** The peer is gone: nothing leaves any more. */
    void drop(StciException why) {
        gone = why;
        List<Outgoing> dropped = new ArrayList<>(replies);
        lines.values().forEach(line -> dropped.addAll(line.drop()));
        replies.clear();
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
            boolean more = true;
            while (more && gone == null && local.carrier().hasRoom(to)) {
                more = sendReply() || sendInTurn();
            }
        } finally {
            pumping = false;
        }
        local.rooms().look(to, lines.get(Line.HANDLERS).queued());
    }

    private boolean sendInTurn() {
        for (int i = 0; i < inTurn.size(); i++) {
            turn = (turn + 1) % inTurn.size();
            if (inTurn.get(turn).getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    private boolean sendReply() {
        Outgoing reply = replies.poll();
        if (reply != null) {
            hand(reply);
        }
        return reply != null;
    }

    private boolean sendMessage(Line line) {
        Outgoing message = lines.get(line).poll();
        if (message != null) {
            hand(message);
        }
        return message != null;
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
