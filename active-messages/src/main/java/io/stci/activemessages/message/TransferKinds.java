package io.stci.activemessages.message;

import io.stci.wire.Envelope;

/** What becomes of transfers. Those that have ended at one end only are spoken of a little longer, which says nothing new. */
final class TransferKinds {
    private TransferKinds() {}

    static final class Clear implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            OutTransfer transfer = from.sending().get(envelope.getClear().getTransfer());
            if (transfer != null) {
                transfer.cleared(envelope.getClear().getUpToBytes());
            }
        }
    }

    static final class Chunk implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            Envelope.Chunk chunk = envelope.getChunk();
            InTransfer transfer = from.receiving().get(chunk.getTransfer());
            if (transfer == null) {
                from.local().reports().lateChunk();
            } else {
                transfer.chunk(chunk.getOffsetBytes(), chunk.getData());
            }
        }
    }

    static final class Settled implements Kind {
        @Override
        public void received(Peer from, Envelope envelope) {
            Envelope.Settled settled = envelope.getSettled();
            OutTransfer transfer = from.sending().get(settled.getTransfer());
            if (transfer != null && settled.hasError()) {
                transfer.end(Errors.fromWire(from.id(), settled.getError()));
            } else if (transfer != null) {
                transfer.received();
            }
        }
    }
}
