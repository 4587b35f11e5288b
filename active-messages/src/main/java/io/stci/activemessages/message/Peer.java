package io.stci.activemessages.message;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Envelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Another end: what goes there, what comes from there, and which calls are underway in either direction. */
final class Peer {
    /** More than its calls and messages can bring about. */
    private static final int SPARE_REPLIES = 64;

    private final Local local;
    private final int id;
    private final PeerBudgets budgets;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Inbox multicasts;
    private final InWindow window;
    private final InWindow taggedWindow;
    private final CreditReturn credits;
    private final Map<Long, PendingCall<?>> calls = new HashMap<>();
    private final Map<Long, OutTransfer> sending = new HashMap<>();
    private final Map<Long, InTransfer> receiving = new HashMap<>();
    private final Map<Long, Incoming> handling = new HashMap<>();
    private final LossReport losses;
    private int callsUnderway;
    private int interruptsUnderway;
    private StciException gone;

    Peer(Local local, int id) {
        this.local = local;
        this.id = id;
        int self = local.carrier().self();
        int size = local.carrier().size();
        long inBytes = Ends.windowBytes(local.options(), size, id, self);
        this.budgets = PeerBudgets.of(local.options(), local.outbound());
        long outBytes = Ends.windowBytes(local.options(), size, self, id);
        this.outbox = new Outbox(local, id, budgets, outBytes, maxReplies(inBytes));
        this.credits = new CreditReturn(outbox);
        this.inbox = new Inbox(local.dispatcher());
        this.multicasts = new Inbox(local.dispatcher());
        this.window = new InWindow(inBytes, credits::addBytes);
        this.taggedWindow = new InWindow(inBytes, credits::addTaggedBytes);
        this.losses = new LossReport(outbox);
    }

    Local local() {
        return local;
    }

    int id() {
        return id;
    }

    PeerBudgets budgets() {
        return budgets;
    }

    Outbox outbox() {
        return outbox;
    }

    Inbox inbox() {
        return inbox;
    }

    /** What went to several ends at once; the carrier bounds it. */
    Inbox multicasts() {
        return multicasts;
    }

    /** For messages that have not been handled. */
    InWindow window() {
        return window;
    }

    /** For tagged messages that nobody has received. */
    InWindow taggedWindow() {
        return taggedWindow;
    }

    /** Calls that were made to it and have not ended, by our ids. */
    Map<Long, PendingCall<?>> calls() {
        return calls;
    }

    /** Transfers to it, by our ids. */
    Map<Long, OutTransfer> sending() {
        return sending;
    }

    /** Transfers from it, by its ids. */
    Map<Long, InTransfer> receiving() {
        return receiving;
    }

    /** Calls that it has made and that have not ended, by its ids. */
    Map<Long, Incoming> handling() {
        return handling;
    }

    boolean mayCall() {
        return callsUnderway < local.options().callsPerPeer();
    }

    void callLeft() {
        callsUnderway++;
    }

    void callEnded() {
        callsUnderway--;
        outbox.pump();
    }

    /** @throws StciException RESOURCE_EXHAUSTED if too many have not been handled; UNAVAILABLE if the peer is gone */
    void interrupt(Envelope interrupt) {
        if (gone != null) {
            throw gone;
        }
        if (interruptsUnderway >= ActiveMessages.INTERRUPTS) {
            throw new StciException(
                    Status.RESOURCE_EXHAUSTED,
                    Ends.name(id),
                    "has not handled " + interruptsUnderway + " interrupts yet",
                    "send fewer interrupts");
        }
        interruptsUnderway++;
        local.carrier().send(id, interrupt.toByteArray(), true);
    }

    /** @throws StciException PROTOCOL_ERROR if it was not sent so many */
    void interruptsHandled(int count) {
        if (count < 0 || count > interruptsUnderway) {
            throw Errors.protocol(
                    id, "handled " + Integer.toUnsignedString(count) + " interrupts, more than it was sent");
        }
        interruptsUnderway -= count;
    }

    /** An interrupt from there has been handled here. */
    void interruptHandled() {
        credits.addInterrupt();
    }

    /** Tells it that nobody waits any more for a call or a transfer from here. */
    void cancelThere(long callOrTransfer) {
        outbox.reply(Reply.of(
                Envelope.newBuilder().setCancel(Envelope.Cancel.newBuilder().setId(callOrTransfer))));
    }

    /** Counts a one-way message that had no effect, and tells both ends. */
    void lost(String handler, StciException why) {
        local.reports().lostHere(id, handler, why);
        losses.add(handler, why);
    }

    boolean isGone() {
        return gone != null;
    }

    /** Ends all that is underway to and from it. What has come whole, one-way, is still handled. */
    void gone(StciException why) {
        gone = why;
        outbox.drop(why);
        new ArrayList<>(calls.values()).forEach(call -> call.failed(why));
        new ArrayList<>(sending.values()).forEach(transfer -> transfer.end(why));
        new ArrayList<>(receiving.values()).forEach(transfer -> transfer.abandoned(why));
        new ArrayList<>(handling.values()).forEach(Incoming::callOff);
        local.rooms().look(id, budgets.messages());
    }

    private int maxReplies(long windowBytes) {
        long messages = (long) Line.values().length * 2 * windowBytes / Costs.of(0, 0);
        return (int) Math.min(Integer.MAX_VALUE, 4 * (messages + local.options().callsPerPeer()) + SPARE_REPLIES);
    }
}
