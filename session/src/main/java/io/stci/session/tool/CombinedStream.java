package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.CombinedParts;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.Reduction;
import io.stci.wire.StreamSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A stream without waves: agents contribute when they like, {@link AgentStream#offer}, and what meets within a short time is combined on
 * its way. Nobody waits for anybody.
 *
 * <p>Guarantees: each contribution of a live agent is counted exactly once, whatever junctions die.
 *
 * <p>What nobody has taken waits here up to 4 MiB, then in the tree, where more and more of it is combined, and at last
 * {@link AgentStream#offer} says no.
 *
 * <p>Threads: any. Requests complete, and the listener is called, on the front-end's thread.
 *
 * @param <V> what contributions come to
 */
public final class CombinedStream<V> extends Inflow<Combined<V>> {
    private final Reduction<?, V> reduction;
    private Filter<?, V> filter;

    CombinedStream(GroupOperations home, Reduction<?, V> reduction) {
        super(home);
        this.reduction = reduction;
    }

    static StreamSpec.Builder spec(String name, Reduction<?, ?> reduction, RankSet members, Duration window) {
        if (window.isNegative()) {
            throw new StciException(Status.INVALID_ARGUMENT, "window " + window, "is below zero", "give 0 or more");
        }
        return spec(name, members, new byte[0])
                .setUpFilter(reduction.name())
                .setUpFilterParameters(ByteString.copyFrom(reduction.parameters()))
                .setAsItComes(true)
                .setWaveTimeoutNs(window.toNanos());
    }

    /** Has all given to this from now on, on the front-end's thread: it must return at once, and must not throw. */
    public void onCombined(Consumer<Combined<V>> listener) {
        listen(listener);
    }

    /** A filter of the tool's own that can't read what it made ends the stream, and harms nobody else. */
    @Override
    void read(ByteBuf payload) {
        CombinedParts.Content content = CombinedParts.content(payload);
        try {
            Optional<V> value = content.contributions().isEmpty()
                    ? Optional.empty()
                    : Optional.of(filter().decode(content.value()));
            add(new Combined<>(value, content.contributions(), content.failed()), payload.readableBytes());
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            end(new StciException(Status.INTERNAL, "stream", "can't be read: " + Failures.describe(e), "", e));
        }
    }

    private Filter<?, V> filter() {
        if (filter == null) {
            filter = home().filter(reduction);
        }
        return filter;
    }
}
