package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.stci.activemessages.HandlerIds;
import io.stci.core.RankSet;
import io.stci.routing.Shape;
import io.stci.routing.Topology;
import io.stci.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardLossTest {
    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void whatALostAgentSentStillArrivesAndTheOthersGoOn(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = new RootProbe();
            RootStream stream = tree.open(UpFilters.FORWARD, tree.all(), consumer);
            tree.probes().values().forEach(probe -> probe.send(0, text("before")));
            tree.time.settle();
            tree.killRank(2);
            tree.probes().values().forEach(probe -> probe.send(0, text("after")));
            tree.probes().values().forEach(LeafProbe::end);
            stream.grant(RootProbe.PLENTY_BYTES);
            tree.time.settle();
            assertEquals(agents, count(consumer, "before"));
            assertEquals(agents - 1, count(consumer, "after"));
            assertEquals(1, consumer.ended);
            assertEquals(Set.of(RankSet.of(2)), Set.copyOf(stream.missing().values()));
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aSenderLostBetweenPiecesHoldsUpNobody(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = new RootProbe();
            tree.open(UpFilters.FORWARD, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
            tree.probe(0).send(ForwardFilter.CONTINUES, text("0"));
            tree.time.settle();
            tree.probe(agents - 1).send(0, text("9"));
            tree.time.settle();
            assertEquals(List.of("0"), texts(consumer), "another rank's message waits for the end of the pieces");
            tree.killRank(0);
            assertEquals(List.of("0", "", "9"), texts(consumer));
            assertEquals(0, consumer.received.get(1).number());
        }
    }

    @ParameterizedTest
    @MethodSource("io.stci.groupops.Trees#all")
    void aSenderThatEndsBetweenPiecesHoldsUpNobody(String shape, int agents) {
        try (TreeFixture tree = TreeFixture.of(shape, agents)) {
            RootProbe consumer = new RootProbe();
            tree.open(UpFilters.FORWARD, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
            tree.probe(agents - 1).send(ForwardFilter.CONTINUES, text("9"));
            tree.probes().values().forEach(LeafProbe::end);
            tree.time.settle();
            assertEquals(List.of("9", ""), texts(consumer));
            assertEquals(1, consumer.ended);
        }
    }

    @Test
    void aFrameInAnotherValidLayoutArrivesAsItWasMeant() {
        Topology topology = Topology.of(Shape.parse("2x2"), 4);
        try (TreeFixture tree = new TreeFixture(topology, topology.node(0))) {
            RootProbe consumer = new RootProbe();
            tree.open(UpFilters.FORWARD, tree.all(), consumer).grant(RootProbe.PLENTY_BYTES);
            Puppet puppet = tree.puppet(topology.node(0));
            for (int size : new int[] {0, 5, 5000}) {
                puppet.send(withUnknownField(tree.root().lastId(), batch("a".repeat(size)), 40));
                puppet.send(withUnknownField(tree.root().lastId(), batch("b".repeat(size)), 0));
            }
            tree.time.settle();
            assertEquals(List.of("", "", "aaaaa", "bbbbb", "a".repeat(5000), "b".repeat(5000)), texts(consumer));
            assertTrue(tree.probe(1).stream.hasRoom());
        }
    }

    /** As a newer release might write it: with a field behind the payload, and without a number if that is 0. */
    private static ByteBuf withUnknownField(int stream, byte[] payload, int extraBytes) {
        Frame.Builder frame = Frame.newBuilder()
                .setHandler(HandlerIds.STREAM_UP)
                .setStream(stream)
                .setPayload(ByteString.copyFrom(payload));
        frame.setUnknownFields(UnknownFieldSet.newBuilder()
                .addField(
                        99,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(new byte[extraBytes]))
                                .build())
                .build());
        byte[] rest = frame.build().toByteArray();
        CRC32C crc = new CRC32C();
        crc.update(rest);
        return Unpooled.buffer()
                .writeInt(5 + rest.length)
                .writeByte(0x0d)
                .writeIntLE((int) crc.getValue())
                .writeBytes(rest);
    }

    private static byte[] batch(String text) {
        return text.isEmpty()
                ? new byte[0]
                : OutputSchema.encode(List.of(new OutputSchema.Run(RankSet.of(0), text, false)));
    }

    private static long count(RootProbe consumer, String text) {
        return consumer.received.stream()
                .filter(message -> message.text().equals(text))
                .count();
    }

    private static List<String> texts(RootProbe consumer) {
        return consumer.received.stream().map(RootProbe.Received::text).toList();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
