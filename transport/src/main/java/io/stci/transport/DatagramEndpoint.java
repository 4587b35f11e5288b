package io.stci.transport;

import io.netty.buffer.ByteBuf;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A port that listens, and the links that came of it. Whoever knocks gets a cookie and is forgotten; only who shows it is
 * given room, as far as the gate allows.
 */
final class DatagramEndpoint implements Transport.Endpoint, DatagramNetwork.Receiver, DatagramOwner {
    /** So many links that have ended may still wait for their peers to hear it. */
    static final int MOST_LINGERING = 1024;

    private final DatagramContext context;
    private final Admission admission;
    private final Consumer<DatagramEndpoint> onGone;
    private final StrangerGate gate;
    private final Cookies cookies;
    private final Map<Long, DatagramCarrier> carriers = new HashMap<>();
    private final Set<DatagramCarrier> lingering = new LinkedHashSet<>();
    private DatagramNetwork.Port port;
    private boolean listening = true;
    private boolean accepting = true;

    /** @param onGone called when it has neither ears nor links any more */
    DatagramEndpoint(DatagramContext context, Admission admission, Consumer<DatagramEndpoint> onGone) {
        this.context = context;
        this.admission = admission;
        this.onGone = onGone;
        this.gate = new StrangerGate(context.limits(), context.scheduler());
        this.cookies = new Cookies(context.random());
    }

    void openedAt(DatagramNetwork.Port opened) {
        port = opened;
    }

    @Override
    public Address address() {
        return port.address();
    }

    @Override
    public long refused() {
        return gate.refused();
    }

    @Override
    public void close() {
        context.thread().execute(this::stopListening);
    }

    @Override
    public void received(Address from, ByteBuf datagram) {
        if (!Datagrams.isSound(datagram)) {
            context.counters().countCorrupt();
            return;
        }
        long id = Datagrams.id(datagram);
        switch (Datagrams.kind(datagram)) {
            case Datagrams.KNOCK -> knocked(from, id);
            case Datagrams.OPEN -> opened(from, id, datagram);
            case Datagrams.DATA, Datagrams.ACK, Datagrams.NAK -> receivedFor(id, from, datagram);
            case Datagrams.RESET -> reset(from, id);
            default -> context.counters().countStray();
        }
    }

    @Override
    public void closed(StciException why) {
        abandon(false);
    }

    @Override
    public void lingers(DatagramCarrier carrier) {
        lingering.add(carrier);
        if (lingering.size() > MOST_LINGERING) {
            lingering.iterator().next().vanish();
        }
    }

    @Override
    public void gone(DatagramCarrier carrier) {
        lingering.remove(carrier);
        carriers.remove(carrier.path().localId());
        closePortIfUnused();
    }

    /** Ends all links at once. */
    void abandon(boolean portIsOpen) {
        listening = false;
        new ArrayList<>(carriers.values()).forEach(carrier -> carrier.abandon(portIsOpen));
        closePortIfUnused();
    }

    /** Of links that there are, and of those that linger. */
    Collection<DatagramCarrier> carriers() {
        return carriers.values();
    }

    private void knocked(Address from, long id) {
        if (listening) {
            ByteBuf challenge =
                    Datagrams.start(context.allocator(), Datagrams.CHALLENGE, id, Datagrams.CHALLENGE_BYTES);
            challenge.writeBytes(cookies.cookie(from, id, context.scheduler().nowNs()));
            port.send(from, Datagrams.seal(challenge));
        } else {
            sendReset(from, id);
        }
    }

    private void opened(Address from, long peerId, ByteBuf datagram) {
        byte[] cookie = Datagrams.cookie(datagram);
        if (!cookies.isValid(cookie, from, peerId, context.scheduler().nowNs())) {
            context.counters().countStray();
            return;
        }
        long id = cookies.id(from, peerId);
        if (!carriers.containsKey(id) && listening && accepting) {
            int peerMaxBytes = Datagrams.intAt(datagram, Datagrams.CHALLENGE_BYTES);
            accept(DatagramPath.of(port, from, id, peerId, peerMaxBytes));
        }
        DatagramCarrier carrier = carriers.get(id);
        if (carrier != null && carrier.isOpen()) {
            confirm(from, peerId, id);
        } else if (carrier == null && !listening) {
            sendReset(from, peerId);
        }
    }

    private void accept(DatagramPath path) {
        Link link = new Link(
                context.flusher(),
                context.scheduler(),
                context.limits(),
                Greetings.accepting(admission, gate, () -> {}),
                null);
        if (gate.enter(link, accept -> accepting = accept)) {
            DatagramCarrier carrier = new DatagramCarrier(context, link, this);
            carriers.put(path.localId(), carrier);
            link.carriedBy(carrier);
            carrier.connected(path);
        }
    }

    private void confirm(Address from, long peerId, long id) {
        ByteBuf accept = Datagrams.start(context.allocator(), Datagrams.ACCEPT, peerId, Datagrams.ACCEPT_BYTES);
        port.send(from, Datagrams.seal(accept.writeLong(id).writeInt(port.maxDatagramBytes())));
    }

    private void receivedFor(long id, Address from, ByteBuf datagram) {
        DatagramCarrier carrier = carriers.get(id);
        if (carrier != null && carrier.path().peer().equals(from)) {
            carrier.received(Datagrams.kind(datagram), datagram);
        } else {
            context.counters().countStray();
            sendReset(from, id);
        }
    }

    private void sendReset(Address to, long id) {
        port.send(to, Datagrams.reset(context.allocator(), id));
    }

    private void reset(Address from, long peerId) {
        DatagramCarrier carrier = carriers.get(cookies.id(from, peerId));
        if (carrier == null) {
            context.counters().countStray();
        } else {
            carrier.reset();
        }
    }

    private void stopListening() {
        listening = false;
        closePortIfUnused();
    }

    private void closePortIfUnused() {
        if (!listening && carriers.isEmpty()) {
            port.close();
            onGone.accept(this);
        }
    }
}
