package io.stci.session.tool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.activemessages.Codec;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.groupops.UpFilters;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.wire.ToolStreamRequest;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** At an agent: gives the streams that a tool's front-end opens to the program, by name. Confined to the node's thread. */
final class ToolStreamService implements LeafService {
    static final String SERVICE = "tool-stream";
    /** The down filter of messages for some of the members. */
    static final String ADDRESSED = "addressed";

    private static final int MAX_RECORD_BYTES = 256 << 10;
    /** Far more than may be open at once: older waves are over without this agent. */
    private static final int MAX_ASKED = 256;

    private final FilterCatalog catalog;
    private final Map<String, Consumer<AgentStream>> openers;

    /** @param openers a view of what is registered */
    ToolStreamService(FilterCatalog catalog, Map<String, Consumer<AgentStream>> openers) {
        this.catalog = catalog;
        this.openers = openers;
    }

    @Override
    public void open(LeafStream stream) {
        ToolStreamRequest request = StreamRequests.read(stream.spec().getRequest());
        Consumer<AgentStream> opener = openers.get(request.getName());
        if (opener == null) {
            throw new StciException(Status.NOT_FOUND, "stream '" + request.getName() + "'", "is not known here", "");
        }
        Opened opened = new Opened(stream, request.getRequest().toByteArray());
        try {
            opener.accept(opened);
        } catch (RuntimeException e) {
            throw new StciException(Status.INTERNAL, "stream '" + request.getName() + "'", Failures.describe(e), "", e);
        }
        stream.handler(opened);
        stream.roomListener(opened::roomMayBe);
        stream.begin();
        opened.roomMayBe();
    }

    private final class Opened implements AgentStream, LeafHandler {
        private final LeafStream stream;
        private final byte[] request;
        private final Contributor contributor;
        private final boolean isAddressed;
        /** Asked for and not answered, with what came with each. */
        private final TreeMap<Long, byte[]> asked = new TreeMap<>();

        private BiConsumer<Long, byte[]> onMessage;
        private Runnable onRoom = () -> {};
        private Runnable onClosed = () -> {};

        Opened(LeafStream stream, byte[] request) {
            this.stream = stream;
            this.request = request;
            this.isAddressed = stream.spec().getDownFilter().equals(ADDRESSED);
            boolean records = stream.spec().getUpFilter().equals(UpFilters.FORWARD);
            this.contributor = records ? null : new Contributor(stream, catalog);
        }

        @Override
        public byte[] request() {
            return request.clone();
        }

        @Override
        public <Q> void onMessage(Codec<Q> codec, BiConsumer<Long, Q> handler) {
            onMessage = (number, payload) -> tell(number, payload, codec, handler);
            new TreeMap<>(asked).forEach(onMessage);
        }

        @Override
        public void contribute(long wave, Object value) {
            if (asked.remove(wave) != null) {
                contributor.contribute(wave, value);
            }
        }

        @Override
        public void decline(long wave, String reason) {
            if (asked.remove(wave) != null) {
                contributor.decline(wave, reason);
            }
        }

        @Override
        public boolean offer(Object value) {
            if (stream.spec().getAsItComes()) {
                return offerAsItComes(value);
            }
            boolean room = !asked.isEmpty();
            if (room) {
                contribute(asked.firstKey(), value);
            }
            return room;
        }

        private boolean offerAsItComes(Object value) {
            boolean room = stream.hasRoom();
            if (room) {
                stream.contribute(contributor.encoded(value));
            }
            return room;
        }

        @Override
        public void onRoom(Runnable listener) {
            onRoom = listener;
        }

        @Override
        public boolean record(byte[] record) {
            if (record.length > MAX_RECORD_BYTES) {
                throw new StciException(
                        Status.INVALID_ARGUMENT,
                        "record",
                        "has " + record.length + " bytes, more than " + MAX_RECORD_BYTES,
                        "send it in several");
            }
            boolean room = stream.hasRoom();
            if (room) {
                stream.send(Records.framed(record), false);
            }
            return room;
        }

        @Override
        public void onClosed(Runnable listener) {
            onClosed = listener;
        }

        @Override
        public boolean isClosed() {
            return stream.isClosed();
        }

        @Override
        public void message(long number, ByteBuf payload) {
            byte[] bytes = isAddressed ? StreamRequests.addressed(payload) : ByteBufUtil.getBytes(payload);
            asked.put(number, bytes);
            if (asked.size() > MAX_ASKED) {
                asked.pollFirstEntry();
            }
            stream.ack(number);
            if (onMessage != null) {
                onMessage.accept(number, bytes);
            }
            onRoom.run();
        }

        @Override
        public void parameters(long number, ByteBuf payload) {
            contributor.change(number, ByteBufUtil.getBytes(payload));
            stream.ack(number);
        }

        @Override
        public void closed() {
            asked.clear();
            onClosed.run();
        }

        private void roomMayBe() {
            if (!stream.isClosed()) {
                onRoom.run();
            }
        }

        private <Q> void tell(long number, byte[] payload, Codec<Q> codec, BiConsumer<Long, Q> handler) {
            try {
                handler.accept(number, codec.decode(payload));
            } catch (RuntimeException e) {
                decline(number, "failed: " + Failures.describe(e));
            }
        }
    }
}
