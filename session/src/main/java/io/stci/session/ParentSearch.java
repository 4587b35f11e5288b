package io.stci.session;

import io.stci.activemessages.LinkListener;
import io.stci.activemessages.Node;
import io.stci.activemessages.RecoveryPolicy;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Address;
import io.stci.transport.Frame;
import io.stci.transport.PeerHello;
import io.stci.transport.Transport;
import io.stci.transport.VcHandler;
import io.stci.transport.VirtualChannel;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps a node linked to the nearest ancestor that answers: at first its parent, for as long as that takes; when that link is
 * lost, the same one again or else the next one above, up to the front-end. Confined to the node's thread.
 *
 * <p>It never goes back down: an ancestor that was asked and did not answer in time may have taken the node in all the same,
 * and then a node between the two must not have it too. The front-end is asked again and again, by an agent for a while,
 * by a junction once: if it can't be reached from here, those below must have time to try for themselves.
 *
 * <p>An ancestor that has just started, and knows nothing of the node, is passed over. A link that was closed for another reason
 * than unavailability - the node has been given up, or broke the protocol - is not sought again.
 */
final class ParentSearch implements LinkListener {
    private final Transport transport;
    private final Node node;
    private final PeerHello hello;
    private final Consumer<StciException> onGiveUp;
    private final boolean standsForOthers;
    private List<Address> ancestors = List.of();
    private Attempt current;
    private int nearest;
    private long startedNs;
    private boolean joined;
    private boolean over;

    /** @param standsForOthers there are nodes below that can look for a parent themselves */
    ParentSearch(
            Transport transport,
            Node node,
            PeerHello hello,
            boolean standsForOthers,
            Consumer<StciException> onGiveUp) {
        this.transport = transport;
        this.standsForOthers = standsForOthers;
        this.node = node;
        this.hello = hello;
        this.onGiveUp = onGiveUp;
        node.listen(this);
    }

    /** @param ancestors where they listen, from the parent up to the front-end */
    void start(List<Address> ancestors) {
        this.ancestors = ancestors;
        startedNs = transport.scheduler().nowNs();
        attempt(0);
    }

    /** True once the node has been linked to a parent. */
    boolean hasJoined() {
        return joined;
    }

    /** How many ancestors lie between the node and the one that it is linked to, or asks. */
    int nearest() {
        return nearest;
    }

    /** The node ends: no parent is sought any more. */
    void stop() {
        over = true;
        if (current != null) {
            current.abandon();
        }
    }

    @Override
    public void parentUp() {
        joined = true;
    }

    @Override
    public void parentDown(StciException why) {
        if (over) {
            return;
        }
        startedNs = transport.scheduler().nowNs();
        if (why.status() == Status.UNAVAILABLE) {
            attempt(nearest);
        } else if (why.status() == Status.NOT_FOUND && nearest + 1 < ancestors.size()) {
            attempt(nearest + 1);
        } else {
            giveUp(why);
        }
    }

    private void attempt(int index) {
        nearest = index;
        current = new Attempt(index);
        current.begin();
    }

    private void failed(int index, StciException why) {
        if (over) {
            return;
        }
        boolean isFinal = why.status() != Status.UNAVAILABLE && why.status() != Status.DEADLINE_EXCEEDED;
        boolean isLast = index + 1 >= ancestors.size();
        if (isFinal || joined && isLast && isPatienceOver()) {
            giveUp(why);
        } else if (joined && !isLast) {
            attempt(index + 1);
        } else {
            transport.scheduler().schedule(node.recovery().pauseNs(), () -> {
                if (!over) {
                    attempt(index);
                }
            });
        }
    }

    private boolean isPatienceOver() {
        return standsForOthers
                || transport.scheduler().nowNs() - startedNs > node.recovery().searchNs();
    }

    private void giveUp(StciException why) {
        over = true;
        onGiveUp.accept(why);
    }

    /** One try to link to one ancestor; passes the link on to the node if it comes in time. */
    private final class Attempt implements VcHandler {
        private final int index;
        private final VcHandler link = node.parentLink();
        private Scheduler.Timer timer;
        private boolean abandoned;
        private boolean opened;

        Attempt(int index) {
            this.index = index;
        }

        void begin() {
            RecoveryPolicy policy = node.recovery();
            long answerNs = index + 1 < ancestors.size() ? policy.answerNs() : policy.lastAnswerNs();
            timer = joined ? transport.scheduler().schedule(answerNs, this::late) : () -> {};
            transport.connect(ancestors.get(index), hello, this);
        }

        void abandon() {
            abandoned = true;
            timer.cancel();
        }

        @Override
        public void opened(VirtualChannel vc) {
            timer.cancel();
            if (abandoned) {
                vc.close();
            } else {
                opened = true;
                link.opened(vc);
            }
        }

        @Override
        public void received(VirtualChannel vc, Frame frame) {
            if (opened) {
                link.received(vc, frame);
            }
        }

        @Override
        public void closed(VirtualChannel vc, StciException why) {
            timer.cancel();
            if (opened) {
                link.closed(vc, why);
            } else if (!abandoned) {
                failed(index, why);
            }
        }

        private void late() {
            abandoned = true;
            failed(
                    index,
                    new StciException(
                            Status.DEADLINE_EXCEEDED, ancestors.get(index).toString(), "does not answer", ""));
        }
    }
}
