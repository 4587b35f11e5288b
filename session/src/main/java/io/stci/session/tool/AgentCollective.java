package io.stci.session.tool;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafStream;
import io.stci.groupops.WaveParts;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.filter.Reduction;
import io.stci.wire.CollectiveResult;
import io.stci.wire.Concatenation;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One collective at one agent. Each message from the front-end carries the result of the wave before, if there was one, and
 * asks for the next. Confined to the node's thread.
 */
final class AgentCollective implements LeafHandler {
    private static final int MAX_UNCLAIMED = 64;

    private final FilterCatalog catalog;
    /** Calls in their order; the first may have contributed. */
    private final ArrayDeque<Call<?>> calls = new ArrayDeque<>();
    /** Results of waves that went without a call of this agent's, oldest first. */
    private final ArrayDeque<WaveParts.Content> unclaimed = new ArrayDeque<>();

    private LeafStream stream;
    private Contributor contributor;
    private long wave;
    private boolean contributed;
    /** Results of before those that are unclaimed, which are no longer kept. */
    private long forgotten;

    private record Call<V>(Object value, Reduction<?, V> reduction, CompletableFuture<Result<V>> result) {
        void complete(WaveParts.Content wave, FilterCatalog catalog) {
            try {
                Optional<V> value = wave.ranks().isEmpty()
                        ? Optional.empty()
                        : Optional.of(reduction.in(catalog).decode(wave.value()));
                result.complete(new Result<>(value, wave.ranks(), wave.missing()));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }
    }

    AgentCollective(FilterCatalog catalog) {
        this.catalog = catalog;
    }

    void opened(LeafStream stream) {
        this.stream = stream;
        this.contributor = new Contributor(stream, catalog);
        stream.handler(this);
    }

    <V> void call(Object value, Reduction<?, V> reduction, CompletableFuture<Result<V>> result) {
        Call<V> call = new Call<>(value, reduction, result);
        if (forgotten > 0) {
            forgotten--;
            result.completeExceptionally(new StciException(
                    Status.RESOURCE_EXHAUSTED, "collective", "went on without this agent too often", ""));
        } else if (!unclaimed.isEmpty()) {
            call.complete(unclaimed.poll(), catalog);
        } else {
            calls.add(call);
            contributeNext();
        }
    }

    void fail(StciException why) {
        calls.forEach(call -> call.result().completeExceptionally(why));
        calls.clear();
    }

    @Override
    public void message(long number, ByteBuf payload) {
        stream.ack(number);
        if (wave > 0) {
            over(read(ByteBufUtil.getBytes(payload)));
        }
        wave = number;
        contributed = false;
        contributeNext();
    }

    @Override
    public void closed() {
        fail(new StciException(Status.CANCELLED, "collective", "is over", ""));
    }

    private void contributeNext() {
        if (wave > 0 && !contributed && !calls.isEmpty()) {
            contributed = true;
            contributor.contribute(wave, calls.peek().value());
        }
    }

    private void over(WaveParts.Content result) {
        if (!calls.isEmpty() && contributed) {
            calls.poll().complete(result, catalog);
        } else {
            unclaimed.add(result);
            if (unclaimed.size() > MAX_UNCLAIMED) {
                unclaimed.poll();
                forgotten++;
            }
        }
    }

    private WaveParts.Content read(byte[] message) {
        try {
            byte[] own = stream.spec().getDownFilter().isEmpty() ? message : own(Concatenation.parseFrom(message));
            return WaveParts.read(CollectiveResult.parseFrom(own).getPart().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new StciException(Status.PROTOCOL_ERROR, "collective", "can't be read: " + e.getMessage(), "", e);
        }
    }

    /** Empty if nothing is for this rank. */
    private byte[] own(Concatenation pieces) {
        return pieces.getEntriesList().stream()
                .filter(entry -> entry.getRank() == stream.rank())
                .findFirst()
                .map(entry -> entry.getData().toByteArray())
                .orElse(new byte[0]);
    }
}
