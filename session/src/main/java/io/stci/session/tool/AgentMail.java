package io.stci.session.tool;

import io.netty.buffer.ByteBuf;
import io.stci.activemessages.message.MessageCarrier;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.wire.Mail;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeSet;

/**
 * An agent's end of what carries messages: records go up to the front-end, which passes them on down a stream of their
 * receiver's. Interrupts have streams of their own. Confined to the node's thread.
 */
final class AgentMail implements MessageCarrier {
    private final int rank;
    private final int size;
    private final ArrayDeque<byte[]> urgentWaiting = new ArrayDeque<>();
    private final BitSet watched = new BitSet();
    /** Who was told that there is no room. */
    private final TreeSet<Integer> refused = new TreeSet<>();

    private Listener listener;
    private LeafStream up;
    private LeafStream urgent;
    private boolean frontEndGone;

    AgentMail(int rank, int size) {
        this.rank = rank;
        this.size = size;
    }

    Map<String, LeafService> services() {
        return Map.of(
                Mails.UP, this::openUp,
                Mails.UP_URGENT, this::openUrgent,
                Mails.DOWN, this::openDown,
                Mails.DOWN_URGENT, this::openDown,
                Mails.MULTICAST, stream -> stream.handler(new MulticastArrivals(stream, listener, false)),
                Mails.MULTICAST_URGENT, stream -> stream.handler(new MulticastArrivals(stream, listener, true)));
    }

    @Override
    public int self() {
        return rank;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int maxMessageBytes() {
        return Mails.MAX_MESSAGE_BYTES;
    }

    @Override
    public boolean hasRoom(int to) {
        boolean room = up != null && up.hasRoom();
        if (!room) {
            refused.add(to);
        }
        return room;
    }

    @Override
    public void send(int to, byte[] message, boolean interrupt) {
        Mail mail = Mails.of(to, message);
        if (interrupt) {
            sendUrgent(mail);
        } else if (hasRoom(to)) {
            up.send(Records.framed(mail.toByteArray()), false);
        } else {
            throw Mails.noRoom(to);
        }
    }

    /** The end of the way up tells of the front-end, and that of others. */
    @Override
    public void watch(int peer) {
        if (peer != FRONT_END && !watched.get(peer)) {
            watched.set(peer);
            sendUrgent(Mails.watch(peer));
        }
    }

    @Override
    public void listen(Listener listener) {
        this.listener = listener;
    }

    private void openUp(LeafStream stream) {
        up = stream;
        stream.handler(new FrontEndWatch());
        stream.roomListener(this::tellRoom);
        stream.begin();
        tellRoom();
    }

    private void openUrgent(LeafStream stream) {
        urgent = stream;
        stream.roomListener(this::pumpUrgent);
        stream.begin();
        pumpUrgent();
    }

    private void openDown(LeafStream stream) {
        stream.handler(new Arriving(stream));
    }

    private void tellRoom() {
        while (!refused.isEmpty() && up.hasRoom() && !up.isClosed()) {
            listener.room(refused.pollFirst());
        }
    }

    private void sendUrgent(Mail mail) {
        urgentWaiting.add(Records.framed(mail.toByteArray()));
        pumpUrgent();
    }

    private void pumpUrgent() {
        while (urgent != null && !urgentWaiting.isEmpty() && urgent.hasRoom()) {
            urgent.send(urgentWaiting.poll(), false);
        }
    }

    /** Without the way up there is no way at all. */
    private final class FrontEndWatch implements LeafHandler {
        @Override
        public void message(long number, ByteBuf payload) {}

        @Override
        public void closed() {
            if (!frontEndGone) {
                frontEndGone = true;
                listener.gone(FRONT_END, Mails.failure(FRONT_END, "has closed the session, or is lost"));
            }
        }
    }

    private final class Arriving implements LeafHandler {
        private final LeafStream stream;

        Arriving(LeafStream stream) {
            this.stream = stream;
        }

        @Override
        public void message(long number, ByteBuf payload) {
            stream.ack(number);
            Mail mail = Mails.read(payload);
            int peer = Mails.peer(mail);
            if (mail.getGone().isEmpty()) {
                listener.received(peer, mail.getMessage().toByteArray());
            } else {
                listener.gone(peer, Mails.failure(peer, mail.getGone()));
            }
        }
    }
}
