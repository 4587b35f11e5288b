package io.stci.agents;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.Filters;
import io.stci.session.ProbePayload;
import io.stci.session.ProbeRequest;
import io.stci.transport.Frames;
import io.stci.wire.ProbeSpec;

/** Answers each wave at once with what the stream's request says: a number, or bytes. Confined to the node's thread. */
final class ProbeService implements LeafService {
    @Override
    public void open(LeafStream stream) {
        Answer answer = answer(stream.rank(), Frames.parse(stream.spec().getRequest(), ProbeSpec.parser()));
        stream.begin();
        stream.handler(new Answering(stream, answer));
    }

    /** What this rank contributes to a wave. */
    private interface Answer {
        byte[] to(long wave);
    }

    private record Answering(LeafStream stream, Answer answer) implements LeafHandler {
        @Override
        public void message(long number, ByteBuf payload) {
            stream.answer(number, answer.to(number));
            stream.ack(number);
        }
    }

    private static Answer answer(int rank, ProbeSpec spec) {
        int sizeBytes = spec.getPayloadBytes();
        if (sizeBytes < 0 || sizeBytes > ProbeRequest.MAX_PAYLOAD_BYTES) {
            throw refused("asks for " + Integer.toUnsignedString(sizeBytes) + " bytes of each");
        }
        return switch (spec.getKind()) {
            case SUM -> wave -> contribution(Filters.sumLong(), rank, rank + 1L);
            case CONCATENATE ->
                wave -> contribution(Filters.concatenate(), rank, ProbePayload.of(rank, wave, sizeBytes));
            case UNRECOGNIZED -> throw refused("is of a kind that is not known here");
        };
    }

    private static <I, V> byte[] contribution(Filter<I, V> filter, int rank, I contribution) {
        return filter.encode(filter.lift(rank, contribution));
    }

    private static StciException refused(String reason) {
        return new StciException(Status.INVALID_ARGUMENT, "probe", reason, "");
    }
}
