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
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** At an agent: does what groups ask for, with the handlers that the tool's program has registered. Confined to the node's thread. */
final class OperationService implements LeafService {
    private final Transport transport;
    private final FilterCatalog catalog;
    private final Map<String, Registered<?, ?>> handlers;

    /** @param handlers a view of what is registered */
    OperationService(Transport transport, FilterCatalog catalog, Map<String, Registered<?, ?>> handlers) {
        this.transport = transport;
        this.catalog = catalog;
        this.handlers = handlers;
    }

    @Override
    public void open(LeafStream stream) {
        stream.handler(new Answering(stream));
    }

    private final class Answering implements LeafHandler {
        private final LeafStream stream;
        private final Contributor contributor;
        private final boolean scattered;
        private ByteArrayOutputStream pieces = new ByteArrayOutputStream();

        Answering(LeafStream stream) {
            this.stream = stream;
            this.contributor = new Contributor(stream, catalog);
            this.scattered = !stream.spec().getDownFilter().isEmpty();
        }

        @Override
        public void piece(long number, ByteBuf payload) {
            if (pieces.size() + payload.readableBytes() > GroupOperations.MAX_PAYLOAD_BYTES) {
                throw new StciException(Status.PROTOCOL_ERROR, "operation", "is longer than may be", "");
            }
            byte[] piece = ByteBufUtil.getBytes(payload);
            pieces.write(piece, 0, piece.length);
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
            Registered<?, ?> registered = handlers.get(operation.getHandler());
            if (registered == null) {
                pieces = new ByteArrayOutputStream();
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
                return registered.handle(payload(operation)).toCompletableFuture();
            } catch (RuntimeException | StackOverflowError | LinkageError e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private byte[] payload(Operation operation) {
            byte[] last = operation.getPayload().toByteArray();
            if (pieces.size() == 0) {
                return last;
            }
            pieces.write(last, 0, last.length);
            byte[] whole = pieces.toByteArray();
            pieces = new ByteArrayOutputStream();
            return whole;
        }

        private void settle(
                long number, Operation operation, Registered<?, ?> registered, Object value, Throwable failure) {
            if (failure != null) {
                failed(number, operation, failure);
                return;
            }
            switch (operation.getContribution()) {
                case ONE -> contributor.contribute(number, true);
                case ENCODED -> contributeEncoded(number, operation, registered, value);
                default -> contributor.contribute(number, value);
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
