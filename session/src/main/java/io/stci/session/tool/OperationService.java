package io.stci.session.tool;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.transport.Transport;
import io.stci.wire.Concatenation;
import io.stci.wire.Operation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** At an agent: does what groups ask for, with the handlers that the tool's program has registered. Confined to the node's thread. */
final class OperationService implements LeafService {
    /** An array is kept until it is dropped; should nobody do that, for so many deadlines. */
    private static final int VECTORS_KEPT_FOR = 4;

    private final Transport transport;
    private final FilterCatalog catalog;
    private final Map<String, Registered<?, ?>> handlers;
    private final KeptVectors vectors;

    /** @param handlers a view of what is registered */
    OperationService(Transport transport, FilterCatalog catalog, Map<String, Registered<?, ?>> handlers) {
        this.transport = transport;
        this.catalog = catalog;
        this.handlers = handlers;
        this.vectors = new KeptVectors(transport.scheduler());
    }

    @Override
    public void open(LeafStream stream) {
        stream.handler(new Answering(stream));
    }

    private final class Answering implements LeafHandler {
        private final LeafStream stream;
        private final Contributor contributor;
        private final boolean scattered;
        private final Pieces pieces = new Pieces();

        Answering(LeafStream stream) {
            this.stream = stream;
            this.contributor = new Contributor(stream, catalog);
            this.scattered = !stream.spec().getDownFilter().isEmpty();
        }

        @Override
        public void piece(long number, ByteBuf payload) {
            pieces.add(payload);
            stream.ack(number);
        }

        @Override
        public void message(long number, ByteBuf payload) {
            stream.ack(number);
            Operation operation = read(ByteBufUtil.getBytes(payload));
            if (operation == null) {
                contributor.decline(number, "got nothing");
            } else {
                perform(number, operation);
            }
        }

        /** Null if nothing of a scattered message is for this rank. */
        private Operation read(byte[] message) {
            try {
                return scattered ? own(Concatenation.parseFrom(message)) : Operation.parseFrom(message);
            } catch (InvalidProtocolBufferException e) {
                throw new StciException(Status.PROTOCOL_ERROR, "operation", "can't be read: " + e.getMessage(), "", e);
            }
        }

        private Operation own(Concatenation pieces) throws InvalidProtocolBufferException {
            for (Concatenation.Entry entry : pieces.getEntriesList()) {
                if (entry.getRank() == stream.rank()) {
                    return Operation.parseFrom(entry.getData());
                }
            }
            return null;
        }

        private void perform(long number, Operation operation) {
            if (operation.getContribution() == Operation.Contribution.SLICE) {
                contributeSlice(number, operation);
                return;
            }
            if (operation.getContribution() == Operation.Contribution.DROP) {
                vectors.drop(operation.getVector());
                contributor.contribute(number, true);
                return;
            }
            Registered<?, ?> registered = handlers.get(operation.getHandler());
            if (registered == null) {
                pieces.clear();
                contributor.decline(number, "NOT_FOUND: handler '" + operation.getHandler() + "': is not registered");
                return;
            }
            CompletableFuture<?> answer = answerOf(registered, operation);
            if (answer.isDone()) {
                answer.whenComplete((value, failure) -> settle(number, operation, registered, value, failure));
            } else {
                answer.whenComplete((value, failure) ->
                        transport.execute(() -> settle(number, operation, registered, value, failure)));
            }
        }

        private CompletableFuture<?> answerOf(Registered<?, ?> registered, Operation operation) {
            try {
                return registered.handle(pieces.with(operation.getPayload())).toCompletableFuture();
            } catch (RuntimeException | StackOverflowError | LinkageError e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void settle(
                long number, Operation operation, Registered<?, ?> registered, Object value, Throwable failure) {
            if (failure != null) {
                failed(number, operation, failure);
                return;
            }
            switch (operation.getContribution()) {
                case ONE -> contributor.contribute(number, true);
                case LENGTH -> keep(number, operation, value);
                case ENCODED -> contributeEncoded(number, operation, registered, value);
                default -> contributor.contribute(number, value);
            }
        }

        private void keep(long number, Operation operation, Object value) {
            try {
                long forNs = VECTORS_KEPT_FOR * stream.spec().getWaveTimeoutNs();
                contributor.contribute(number, vectors.keep(operation.getVector(), value, forNs));
            } catch (RuntimeException e) {
                failed(number, operation, e);
            }
        }

        private void contributeSlice(long number, Operation operation) {
            try {
                contributor.contribute(
                        number,
                        vectors.slice(operation.getVector(), operation.getFromElement(), operation.getToElement()));
            } catch (StciException gone) {
                contributor.decline(number, gone.reason());
            }
        }

        private void contributeEncoded(long number, Operation operation, Registered<?, ?> registered, Object value) {
            byte[] encoded;
            try {
                encoded = registered.encode(value);
            } catch (RuntimeException | StackOverflowError | LinkageError e) {
                failed(number, operation, e);
                return;
            }
            contributor.contribute(number, encoded);
        }

        private void failed(long number, Operation operation, Throwable failure) {
            contributor.decline(
                    number, "handler '" + operation.getHandler() + "' failed: " + Failures.describe(failure));
        }
    }
}
