package io.stci.agents;

import io.netty.buffer.ByteBuf;
import io.stci.core.Scheduler;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.Filters;
import io.stci.groupops.filter.NumericSummaries;
import java.util.function.Supplier;

/** Answers each wave with a sample of this host. Confined to the node's thread. */
final class SampleService implements LeafService {
    /** Where samples come from: the host, or a test. */
    interface Source {
        void sample(long nowNs, MetricConsumer out);
    }

    private final Scheduler scheduler;
    private final Supplier<Source> sources;

    SampleService(Scheduler scheduler, Supplier<Source> sources) {
        this.scheduler = scheduler;
        this.sources = sources;
    }

    @Override
    public void open(LeafStream stream) {
        Source source = sources.get();
        source.sample(scheduler.nowNs(), (name, unit, value) -> {});
        stream.begin();
        stream.handler(new Sampling(stream, source));
    }

    private final class Sampling implements LeafHandler {
        private final LeafStream stream;
        private final Source source;
        private final Filter<NumericSummaries, NumericSummaries> filter = Filters.numbers();

        Sampling(LeafStream stream, Source source) {
            this.stream = stream;
            this.source = source;
        }

        @Override
        public void message(long number, ByteBuf payload) {
            NumericSummaries sample = new NumericSummaries();
            source.sample(scheduler.nowNs(), (name, unit, value) -> sample.add(name, unit, stream.rank(), value));
            stream.answer(number, filter.encode(sample));
            stream.ack(number);
        }
    }
}
