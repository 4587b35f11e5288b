package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.activemessages.message.MessageCarrier;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.groupops.OutputBatches;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.transport.Transport;
import io.stci.wire.Mail;
import io.stci.wire.StreamSpec;
import java.util.Map;
import java.util.TreeMap;

/**
 * The front-end's end of what carries messages, and the way between agents: what agents send comes up as records, once and in
 * order, and goes down a stream of its receiver's, once and in order.
 *
 * <p>What waits for slow receivers is bounded: beyond 64 MiB the agents' way up is held up until some of it has gone. Confined
 * to the front-end's thread.
 */
final class MailHub implements MessageCarrier {
    private static final long WINDOW_BYTES = 4 << 20;
    private static final long MAX_WAITING_BYTES = 64 << 20;

    private final Transport transport;
    private final Streams streams;
    private final RankSet all;
    private final Map<Integer, MailBox> boxes = new TreeMap<>();
    private final Up up = new Up(false);
    private final Up urgent = new Up(true);
    private Listener listener;
    private long waitingBytes;

    MailHub(Transport transport, Streams streams, RankSet all) {
        this.transport = transport;
        this.streams = streams;
        this.all = all;
    }

    void open() {
        up.open(Mails.UP);
        urgent.open(Mails.UP_URGENT);
    }

    @Override
    public int self() {
        return FRONT_END;
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public int maxMessageBytes() {
        return Mails.MAX_MESSAGE_BYTES;
    }

    @Override
    public boolean hasRoom(int to) {
        MailBox box = box(to);
        return box.isGone() || box.hasRoom();
    }

    @Override
    public void send(int to, byte[] message, boolean interrupt) {
        if (!interrupt && !hasRoom(to)) {
            throw Mails.noRoom(to);
        }
        put(to, Mails.of(FRONT_END, message), interrupt);
    }

    @Override
    public void watch(int peer) {
        box(peer);
    }

    @Override
    public void listen(Listener listener) {
        this.listener = listener;
    }

    /** The session is over. */
    void close(StciException why) {
        all.forEach(rank -> listener.gone(rank, why));
    }

    private MailBox box(int rank) {
        MailBox known = boxes.get(rank);
        if (known == null) {
            known = new MailBox(streams, rank, new Boxes());
            boxes.put(rank, known);
            known.open();
        }
        return known;
    }

    private void put(int to, Mail mail, boolean isUrgent) {
        MailBox box = box(to);
        if (!box.isGone()) {
            long before = box.waitingBytes();
            box.put(mail, isUrgent);
            waitingBytes += box.waitingBytes() - before;
        }
    }

    private void arrived(int from, Mail mail, boolean isUrgent) {
        int to = Mails.peer(mail);
        if (box(from).isGone()) {
            return;
        }
        if (to == FRONT_END) {
            listener.received(from, mail.getMessage().toByteArray());
        } else if (all.contains(to)) {
            pass(from, to, mail, isUrgent);
        }
    }

    private void pass(int from, int to, Mail mail, boolean isUrgent) {
        MailBox box = box(to);
        if (box.isGone()) {
            put(from, Mails.gone(to, box.why()), false);
        } else {
            box.acquaintances().set(from);
            box(from).acquaintances().set(to);
            if (!mail.getWatch()) {
                put(to, Mails.of(from, mail.getMessage().toByteArray()), isUrgent);
            }
        }
    }

    private void letUp() {
        waitingBytes = boxes.values().stream().mapToLong(MailBox::waitingBytes).sum();
        up.grantIfRoom();
        urgent.grantIfRoom();
    }

    private final class Boxes implements MailBox.Listener {
        @Override
        public void room(int rank) {
            if (waitingBytes > 0) {
                letUp();
            }
            listener.room(rank);
        }

        @Override
        public void gone(int rank) {
            MailBox box = boxes.get(rank);
            listener.gone(rank, Mails.failure(rank, box.why()));
            box.acquaintances().stream().forEach(other -> put(other, Mails.gone(rank, box.why()), false));
            letUp();
        }

        @Override
        public void later(Runnable task) {
            transport.execute(task);
        }
    }

    private final class Up implements StreamConsumer {
        private final boolean isUrgent;
        private RootStream stream;
        private long owedBytes;

        Up(boolean isUrgent) {
            this.isUrgent = isUrgent;
        }

        void open(String service) {
            StreamSpec.Builder spec = StreamSpec.newBuilder()
                    .setMembers(ByteString.copyFrom(all.encode()))
                    .setUpFilter(UpFilters.FORWARD)
                    .setService(service);
            stream = streams.open(isUrgent ? Mails.urgent(spec) : spec, this);
            stream.grant(isUrgent ? Mails.URGENT_WINDOW_BYTES : WINDOW_BYTES);
        }

        @Override
        public void data(long number, ByteBuf payload) {
            owedBytes += payload.readableBytes();
            OutputBatches.read(
                    payload,
                    (ranks, bytes, offset, length, continues) ->
                            arrived(ranks.first(), mail(ByteBufUtil.getBytes(bytes, offset, length)), isUrgent));
            grantIfRoom();
        }

        void grantIfRoom() {
            if (owedBytes > 0 && waitingBytes < MAX_WAITING_BYTES) {
                long owed = owedBytes;
                owedBytes = 0;
                stream.grant(owed);
            }
        }

        private Mail mail(byte[] record) {
            return Mails.read(Records.unframed(record));
        }
    }
}
