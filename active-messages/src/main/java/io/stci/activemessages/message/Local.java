package io.stci.activemessages.message;

import io.stci.core.Scheduler;

/** What all parts of an end share. */
record Local(
        MessageCarrier carrier,
        Scheduler scheduler,
        NodeThread thread,
        MessageOptions options,
        Handlers handlers,
        Reports reports,
        Budget outbound,
        Rooms rooms,
        Dispatcher dispatcher,
        PullQueue pulls,
        PullQueue answerPulls,
        Matching matching,
        Ids ids) {
    /** Bytes of an envelope beside its payload, more than any has. */
    private static final int ENVELOPE_BYTES = 512;

    static Local of(MessageCarrier carrier, Scheduler scheduler, NodeThread thread, MessageOptions options) {
        long halfOfTransfers = options.transfers().inboundBytes() / 2;
        Reports reports = new Reports();
        Budget outbound = new Budget(options.outboundBytes());
        return new Local(
                carrier,
                scheduler,
                thread,
                options,
                new Handlers(),
                reports,
                outbound,
                new Rooms(outbound, options, reports),
                new Dispatcher(thread, options.runningHandlers()),
                new PullQueue(halfOfTransfers),
                new PullQueue(halfOfTransfers),
                new Matching(),
                new Ids());
    }

    /** Payloads of answers that may come along. */
    int eagerAnswerBytes() {
        return Math.min(options.eagerLimitBytes(), carrier.maxMessageBytes() - ENVELOPE_BYTES);
    }

    /** Payloads of messages to this end that may come along: such as its window takes. */
    int eagerBytes(int to) {
        long windowBytes = Ends.windowBytes(options, carrier.size(), carrier.self(), to);
        return (int) Math.min(eagerAnswerBytes(), windowBytes);
    }

    /** Bytes in a piece of a transfer. */
    int chunkBytes() {
        return Math.min(options.transfers().chunkBytes(), carrier.maxMessageBytes() - ENVELOPE_BYTES);
    }

    /** Runs it on the node's thread: now if this is it. */
    void onThread(Runnable task) {
        if (thread.isCurrent()) {
            task.run();
        } else {
            thread.execute(task);
        }
    }

    long nowNs() {
        return scheduler.nowNs();
    }

    /** Numbers of calls and transfers; each is used once. */
    static final class Ids {
        private long last;

        long next() {
            return ++last;
        }
    }
}
