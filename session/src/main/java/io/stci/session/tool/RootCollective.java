package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.RankSet;
import io.stci.groupops.RootStream;
import io.stci.groupops.StreamConsumer;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.groupops.WaveParts;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.Filters;
import io.stci.transport.Frames;
import io.stci.wire.Collective;
import io.stci.wire.CollectiveResult;
import io.stci.wire.Concatenation;
import io.stci.wire.Missing;
import io.stci.wire.StreamSpec;
import io.stci.wire.WaveClock;
import io.stci.wire.WavePart;
import java.util.SortedMap;
import java.util.TreeMap;

/** One collective at the front-end: sends the result of each wave down, which asks for the next. Confined to its thread. */
final class RootCollective implements StreamConsumer {
    private static final long WINDOW_BYTES = 4 << 20;

    private final FilterCatalog catalog;
    private final RankSet all;
    private final Collective collective;
    private final boolean scans;
    private RootStream stream;

    RootCollective(FilterCatalog catalog, RankSet all, Collective collective) {
        this.catalog = catalog;
        this.all = all;
        this.collective = collective;
        this.scans = collective.getOutcome() == Collective.Outcome.UP_TO_OWN;
    }

    void open(Streams streams) {
        stream = streams.open(spec(), this);
        stream.grant(WINDOW_BYTES);
        stream.send(new byte[0], 0, 0);
    }

    @Override
    public void data(long number, ByteBuf payload) {
        stream.grant(payload.readableBytes());
        WaveParts.Content wave = WaveParts.read(ByteBufUtil.getBytes(payload));
        if (Desertion.isShownBy(wave, stream)) {
            stream.close();
            return;
        }
        byte[] message = scans
                ? scanned(wave)
                : result(part(wave).toBuilder(), wave.value(), !wave.ranks().isEmpty());
        if (message.length > Frames.MAX_PAYLOAD_BYTES) {
            message = tooLarge();
        }
        stream.send(message, 0, message.length);
    }

    private StreamSpec.Builder spec() {
        return StreamSpec.newBuilder()
                .setMembers(ByteString.copyFrom(all.encode()))
                .setService(CollectiveService.SERVICE)
                .setRequest(collective.toByteString())
                .setUpFilter(scans ? UpFilters.CONCATENATE : collective.getFilter())
                .setUpFilterParameters(scans ? ByteString.EMPTY : collective.getFilterParameters())
                .setDownFilter(scans ? "scatter-to-all" : "")
                .setWaveClock(WaveClock.CLOCK_FIRST)
                .setWaveTimeoutNs(collective.getTimeoutNs());
    }

    private static WavePart part(WaveParts.Content wave) {
        WavePart.Builder part =
                WavePart.newBuilder().setRanks(ByteString.copyFrom(wave.ranks().encode()));
        wave.missing()
                .forEach((reason, ranks) -> part.addMissing(
                        Missing.newBuilder().setReason(reason).setRanks(ByteString.copyFrom(ranks.encode()))));
        return part.build();
    }

    private static byte[] result(WavePart.Builder part, byte[] value, boolean hasValue) {
        if (hasValue) {
            part.setValue(ByteString.copyFrom(value));
        }
        return CollectiveResult.newBuilder().setPart(part).build().toByteArray();
    }

    /** For each rank, what those up to it contributed. */
    @SuppressWarnings("unchecked")
    private byte[] scanned(WaveParts.Content wave) {
        Filter<Object, Object> filter = (Filter<Object, Object>) catalog.create(
                collective.getFilter(), collective.getFilterParameters().toByteArray());
        SortedMap<Integer, ByteString> values = wave.value().length == 0
                ? new TreeMap<>()
                : Filters.concatenate().decode(wave.value());
        Concatenation.Builder pieces = Concatenation.newBuilder();
        Object[] soFar = new Object[1];
        all.forEach(rank -> {
            if (values.containsKey(rank)) {
                Object own = filter.decode(values.get(rank).toByteArray());
                soFar[0] = soFar[0] == null ? own : filter.merge(soFar[0], own);
            }
            pieces.addEntries(Concatenation.Entry.newBuilder()
                    .setRank(rank)
                    .setData(ByteString.copyFrom(upTo(wave, soFar[0], filter))));
        });
        return pieces.build().toByteArray();
    }

    private static byte[] upTo(WaveParts.Content wave, Object value, Filter<Object, Object> filter) {
        WavePart.Builder part = part(wave).toBuilder();
        return value == null ? result(part.clearRanks(), new byte[0], false) : result(part, filter.encode(value), true);
    }

    private byte[] tooLarge() {
        WavePart.Builder part = WavePart.newBuilder()
                .addMissing(Missing.newBuilder()
                        .setReason("a result larger than a message")
                        .setRanks(ByteString.copyFrom(all.encode())));
        byte[] result = result(part, new byte[0], false);
        if (!scans) {
            return result;
        }
        Concatenation.Builder pieces = Concatenation.newBuilder();
        all.forEach(rank ->
                pieces.addEntries(Concatenation.Entry.newBuilder().setRank(rank).setData(ByteString.copyFrom(result))));
        return pieces.build().toByteArray();
    }
}
