package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The end of a link that connects, with a port of its own: it knocks, shows the cookie that it is answered with, and then
 * has a link. What is not answered is repeated at times that double, with a random share.
 */
final class DatagramDial implements DatagramNetwork.Receiver, DatagramOwner {
    private static final long FIRST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1600);
    /** After so many a cookie may be too old. */
    private static final int TRIES_PER_COOKIE = 4;

    private final DatagramContext context;
    private final Address address;
    private final Link link;
    private final Consumer<DatagramDial> onGone;
    private final DatagramCarrier carrier;
    private final WakeTimer timer;
    private final long localId;
    private final long startedNs;
    private DatagramNetwork.Port port;
    private byte[] cookie;
    private int triesWithCookie;
    private boolean answered;
    private boolean gone;
    private long waitNs = FIRST_WAIT_NS;

    DatagramDial(DatagramContext context, Address address, Link link, Consumer<DatagramDial> onGone) {
        this.context = context;
        this.address = address;
        this.link = link;
        this.onGone = onGone;
        this.carrier = new DatagramCarrier(context, link, this);
        this.timer = new WakeTimer(context.scheduler(), this::askAgain);
        this.localId = context.random().nextLong();
        this.startedNs = context.scheduler().nowNs();
        link.carriedBy(carrier);
    }

    /** @param failure null if there is a port */
    void opened(DatagramNetwork.Port opened, Throwable failure) {
        if (failure != null) {
            fail(failure instanceof StciException known ? known : Failures.connect(address, failure));
        } else if (gone) {
            opened.close();
        } else {
            port = opened;
            ask();
        }
    }

    @Override
    public void received(Address from, ByteBuf datagram) {
        if (!Datagrams.isSound(datagram)) {
            context.counters().countCorrupt();
            return;
        }
        boolean fromPeer = from.equals(address);
        long id = Datagrams.id(datagram);
        switch (Datagrams.kind(datagram)) {
            case Datagrams.CHALLENGE -> challenged(fromPeer && id == localId, datagram);
            case Datagrams.ACCEPT -> accepted(fromPeer && id == localId, datagram);
            case Datagrams.DATA, Datagrams.ACK, Datagrams.NAK -> receivedFor(fromPeer && id == localId, datagram);
            case Datagrams.RESET -> reset(fromPeer, id);
            default -> context.counters().countStray();
        }
    }

    @Override
    public void unreachable(Address to) {
        if (isConnecting()) {
            fail(unanswered("connection refused"));
        } else {
            carrier.unreachable();
        }
    }

    @Override
    public void closed(StciException why) {
        abandon(false);
    }

    /** Ends the link at once. */
    void abandon(boolean portIsOpen) {
        carrier.abandon(portIsOpen);
    }

    @Override
    public void lingers(DatagramCarrier lingering) {}

    @Override
    public void gone(DatagramCarrier vanished) {
        gone = true;
        timer.cancel();
        if (port != null) {
            port.close();
        }
        onGone.accept(this);
    }

    /** The carrier of this end. */
    DatagramCarrier carrier() {
        return carrier;
    }

    private boolean isConnecting() {
        return carrier.path() == null && !gone;
    }

    private void askAgain() {
        boolean patient =
                context.scheduler().nowNs() - startedNs < context.limits().helloTimeoutNs() / 2;
        if (answered || patient) {
            ask();
        } else {
            fail(unanswered("no answer"));
        }
    }

    private void ask() {
        if (cookie == null || triesWithCookie == TRIES_PER_COOKIE) {
            cookie = null;
            knock();
        } else {
            triesWithCookie++;
            open();
        }
        long shareNs = context.random().nextLong(waitNs / 2);
        timer.wakeBy(context.scheduler().nowNs() + waitNs + shareNs);
        waitNs = Math.min(LONGEST_WAIT_NS, 2 * waitNs);
    }

    private void knock() {
        ByteBuf knock = Datagrams.start(context.allocator(), Datagrams.KNOCK, localId, Datagrams.KNOCK_BYTES);
        port.send(address, Datagrams.seal(knock.writeZero(Datagrams.KNOCK_BYTES - Datagrams.BODY)));
    }

    private void open() {
        ByteBuf open = Datagrams.start(context.allocator(), Datagrams.OPEN, localId, Datagrams.OPEN_BYTES);
        port.send(address, Datagrams.seal(open.writeBytes(cookie).writeInt(port.maxDatagramBytes())));
    }

    private void challenged(boolean ours, ByteBuf datagram) {
        if (!ours || !isConnecting()) {
            context.counters().countStray();
        } else if (cookie == null) {
            answered = true;
            cookie = Datagrams.cookie(datagram);
            triesWithCookie = 0;
            timer.cancel();
            ask();
        }
    }

    private void accepted(boolean ours, ByteBuf datagram) {
        if (!ours || cookie == null) {
            context.counters().countStray();
        } else if (isConnecting()) {
            timer.cancel();
            long remoteId = Datagrams.longAt(datagram, Datagrams.BODY);
            int peerMaxBytes = Datagrams.intAt(datagram, Datagrams.BODY + Long.BYTES);
            carrier.connected(DatagramPath.of(port, address, localId, remoteId, peerMaxBytes));
        }
    }

    private void receivedFor(boolean ours, ByteBuf datagram) {
        if (ours && carrier.path() != null) {
            carrier.received(Datagrams.kind(datagram), datagram);
        } else {
            context.counters().countStray();
        }
    }

    private void reset(boolean fromPeer, long id) {
        if (fromPeer && isConnecting() && id == localId) {
            fail(unanswered("connection refused"));
        } else if (fromPeer && carrier.path() != null && id == carrier.path().remoteId()) {
            carrier.reset();
        } else {
            context.counters().countStray();
        }
    }

    /** Later, as a link doesn't end before the call that opens it returns. */
    private void fail(StciException why) {
        carrier.vanish();
        context.thread().execute(() -> link.unreachable(why));
    }

    private StciException unanswered(String reason) {
        return new StciException(Status.UNAVAILABLE, "address " + address, "can't connect: " + reason, "");
    }
}
