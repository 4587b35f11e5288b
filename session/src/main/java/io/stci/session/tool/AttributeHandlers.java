package io.stci.session.tool;

import io.stci.activemessages.Codec;
import io.stci.activemessages.message.Codecs;
import io.stci.core.RankSet;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** At an agent: what it says of its attributes when a group asks. Names that begin with {@code stci.} are the system's. */
final class AttributeHandlers {
    /** Answers with its own rank if the selector means it, else with none. */
    static final String SELECT = "stci.select";

    /** Answers with {@link #IS} and the value of an attribute, or nothing if it has none. */
    static final String VALUE = "stci.attribute";

    static final byte IS = '=';

    static final Codec<Selector> SELECTORS = new Codec<>() {
        @Override
        public byte[] encode(Selector selector) {
            return selector.encode();
        }

        @Override
        public Selector decode(byte[] bytes) {
            return Selector.decode(bytes);
        }
    };

    private AttributeHandlers() {}

    static void register(Map<String, Registered<?, ?>> handlers, int rank, Attributes attributes) {
        handlers.put(
                SELECT,
                new Registered<>(
                        SELECTORS,
                        new CombinedOnly<>(SELECT),
                        selector -> CompletableFuture.completedFuture(
                                selector.matches(attributes.all()) ? RankSet.of(rank) : RankSet.empty())));
        handlers.put(
                VALUE,
                new Registered<>(
                        Codecs.string(),
                        Codecs.bytes(),
                        name -> CompletableFuture.completedFuture(
                                value(attributes.all().get(name)))));
    }

    private static byte[] value(String value) {
        return value == null ? new byte[0] : ((char) IS + value).getBytes(StandardCharsets.UTF_8);
    }
}
