package io.stci.ordering;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** When each missing number of a ring is to be asked for next. */
final class NakSchedule {
    private static final int MAX_DOUBLINGS = 30;

    private final NakPolicy policy;
    private final long[] dueNs;
    private final byte[] timesAsked;
    private final boolean[] firstWaitDrawn;
    private final int mask;

    NakSchedule(NakPolicy policy, int capacity) {
        this.policy = policy;
        this.mask = Rings.mask(capacity);
        this.dueNs = new long[capacity];
        this.timesAsked = new byte[capacity];
        this.firstWaitDrawn = new boolean[capacity];
    }

    /** The number was found missing; its first wait counts from now, but is not drawn yet. */
    void missing(long number, long nowNs) {
        int slot = slot(number);
        dueNs[slot] = nowNs;
        timesAsked[slot] = 0;
        firstWaitDrawn[slot] = false;
    }

    /** A visit of all gaps, which marks what is due as asked for. */
    Round round(long nowNs, RandomGenerator random) {
        long spreadNs = policy.firstMaxNs() - policy.firstMinNs();
        return new Round(nowNs, policy.firstMinNs() + (spreadNs == 0 ? 0 : random.nextLong(spreadNs)));
    }

    private boolean askIfDue(long number, long nowNs, long firstWaitNs) {
        int slot = slot(number);
        if (!firstWaitDrawn[slot]) {
            firstWaitDrawn[slot] = true;
            dueNs[slot] += firstWaitNs;
        }
        if (dueNs[slot] > nowNs) {
            return false;
        }
        dueNs[slot] = nowNs + intervalNs(timesAsked[slot]);
        timesAsked[slot] = (byte) Math.min(MAX_DOUBLINGS, timesAsked[slot] + 1);
        return true;
    }

    private long intervalNs(int doublings) {
        boolean atMaximum = policy.repeatNs() > policy.repeatMaxNs() >> doublings;
        return atMaximum ? policy.repeatMaxNs() : policy.repeatNs() << doublings;
    }

    private int slot(long number) {
        return (int) number & mask;
    }

    /** One first wait serves all numbers found missing since the last round, so that a range of them stays one. */
    final class Round implements ReceiveWindow.GapConsumer {
        private final long nowNs;
        private final long firstWaitNs;
        private final List<long[]> ranges = new ArrayList<>();
        private long nextDueNs = ReceiveWindow.NEVER;

        private Round(long nowNs, long firstWaitNs) {
            this.nowNs = nowNs;
            this.firstWaitNs = firstWaitNs;
        }

        @Override
        public void accept(long from, long to) {
            long[] open = null;
            for (long number = from; number <= to; number++) {
                if (!askIfDue(number, nowNs, firstWaitNs)) {
                    open = null;
                } else if (open == null) {
                    open = new long[] {number, number};
                    ranges.add(open);
                } else {
                    open[1] = number;
                }
                nextDueNs = Math.min(nextDueNs, dueNs[slot(number)]);
            }
        }

        /** When the next number is due after this round. */
        long nextDueNs() {
            return nextDueNs;
        }

        /** Asks for what was due. Comes last: the sender may answer at once. */
        void send(ReceiveWindow.NakSender sender) {
            ranges.forEach(range -> sender.nak(range[0], range[1]));
        }
    }
}
