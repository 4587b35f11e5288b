package io.stci.activemessages.message;

import io.stci.wire.Envelope;
import io.stci.wire.Envelope.KindCase;
import java.util.EnumMap;
import java.util.Map;

/** The table of kinds. */
final class Kinds {
    private final Map<KindCase, Kind> kinds = new EnumMap<>(KindCase.class);

    Kinds() {
        kinds.put(KindCase.ONE_WAY, new MessageKinds.OneWay());
        kinds.put(KindCase.CALL, new MessageKinds.Call());
        kinds.put(KindCase.TAGGED, new TaggedKind());
        kinds.put(KindCase.INTERRUPT, new MessageKinds.Interrupt());
        kinds.put(KindCase.LOST, new MessageKinds.Lost());
        kinds.put(KindCase.CREDIT, new MessageKinds.Credit());
        kinds.put(KindCase.ANSWER, new CallKinds.Answer());
        kinds.put(KindCase.FAILED, new CallKinds.Failed());
        kinds.put(KindCase.CANCEL, new CallKinds.Cancel());
        kinds.put(KindCase.ANNOUNCE, new AnnounceKind());
        kinds.put(KindCase.CLEAR, new TransferKinds.Clear());
        kinds.put(KindCase.CHUNK, new TransferKinds.Chunk());
        kinds.put(KindCase.SETTLED, new TransferKinds.Settled());
    }

    /** @throws io.stci.core.StciException as {@link Kind#received}; also if it is of no kind that is known here */
    void received(Peer from, Envelope envelope) {
        Kind kind = kinds.get(envelope.getKindCase());
        if (kind == null) {
            throw Errors.protocol(from.id(), "sent a message of a kind that is not known here");
        }
        kind.received(from, envelope);
    }
}
