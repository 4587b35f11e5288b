package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.wire.Mail;
import io.stci.wire.StreamSpec;
import java.util.ArrayDeque;
import java.util.BitSet;

/** At the front-end: what goes down to one agent, and who has to do with it. Confined to the front-end's thread. */
final class MailBox {
    private final Streams streams;
    private final int rank;
    private final Listener listener;
    /** What waits for room, urgent messages apart. */
    private final Way normal = new Way(false);

    private final Way urgent = new Way(true);
    /** The ranks that have sent here, or been sent to from here, or that watch: they want to hear when it is gone. */
    private final BitSet acquaintances = new BitSet();

    private String gone;

    /** Hears what becomes of a box. */
    interface Listener {
        /** There is room again, or less waits than did. */
        void room(int rank);

        /** The agent is gone, for good. Called later than from within the box's methods. */
        void gone(int rank);

        /** Runs a task later. */
        void later(Runnable task);
    }

    MailBox(Streams streams, int rank, Listener listener) {
        this.streams = streams;
        this.rank = rank;
        this.listener = listener;
    }

    void open() {
        normal.open(Mails.DOWN);
        urgent.open(Mails.DOWN_URGENT);
    }

    boolean isGone() {
        return gone != null;
    }

    /** Why it is gone. */
    String why() {
        return gone;
    }

    BitSet acquaintances() {
        return acquaintances;
    }

    boolean hasRoom() {
        return normal.waiting.isEmpty() && normal.stream.hasRoom();
    }

    /** Bytes that wait here for room below. */
    long waitingBytes() {
        return normal.waitingBytes + urgent.waitingBytes;
    }

    /** Sends it down as soon as there is room. */
    void put(Mail mail, boolean isUrgent) {
        (isUrgent ? urgent : normal).put(mail.toByteArray());
    }

    /** Lets the streams go. */
    void close() {
        normal.close();
        urgent.close();
    }

    private void goneWith(String reason) {
        if (gone == null) {
            gone = reason;
            normal.clear();
            urgent.clear();
            listener.later(() -> {
                close();
                listener.gone(rank);
            });
        }
    }

    private final class Way implements StreamConsumer {
        private final boolean isUrgent;
        private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
        private long waitingBytes;
        private RootStream stream;
        private boolean ended;

        Way(boolean isUrgent) {
            this.isUrgent = isUrgent;
        }

        void open(String service) {
            StreamSpec.Builder spec = StreamSpec.newBuilder()
                    .setMembers(ByteString.copyFrom(RankSet.of(rank).encode()))
                    .setUpFilter(UpFilters.FORWARD)
                    .setService(service);
            stream = streams.open(isUrgent ? Mails.urgent(spec) : spec, this);
            if (ended) {
                ended();
            }
        }

        void put(byte[] message) {
            waiting.add(message);
            waitingBytes += message.length;
            pump();
        }

        void clear() {
            waiting.clear();
            waitingBytes = 0;
        }

        void close() {
            if (stream != null) {
                stream.close();
            }
        }

        @Override
        public void data(long number, ByteBuf payload) {}

        @Override
        public void acked(long upTo) {
            if (gone == null && stream != null) {
                listener.later(() -> {
                    pump();
                    listener.room(rank);
                });
            }
        }

        @Override
        public void ended() {
            ended = true;
            if (stream != null) {
                goneWith(stream.missing().keySet().stream().findFirst().orElse("has ended"));
            }
        }

        private void pump() {
            while (gone == null && !waiting.isEmpty() && stream.hasRoom()) {
                byte[] message = waiting.poll();
                waitingBytes -= message.length;
                try {
                    stream.send(message, 0, message.length);
                } catch (StciException closed) {
                    goneWith(closed.reason());
                }
            }
        }
    }
}
