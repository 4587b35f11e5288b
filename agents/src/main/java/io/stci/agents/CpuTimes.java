package io.stci.agents;

/** Where the CPU time of the whole host went since it started, in ticks. Guests are in user, as the kernel counts them. */
record CpuTimes(long user, long system, long iowait, long steal, long idle) {
    private static final int FIELDS = 8;

    /** Reads the first line of {@code /proc/stat}; null if it is malformed. */
    static CpuTimes read(ProcText text) {
        if (!text.nextLine() || !text.take("cpu ")) {
            return null;
        }
        long[] ticks = new long[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            ticks[i] = text.number();
            if (ticks[i] == ProcText.NO_NUMBER) {
                return null;
            }
        }
        return new CpuTimes(ticks[0] + ticks[1], ticks[2] + ticks[5] + ticks[6], ticks[4], ticks[7], ticks[3]);
    }

    /**
     * What was spent since the earlier reading. The iowait is negative if that counter ran backward, which the kernel's
     * documentation allows for. Null if any other did, or no time was counted.
     */
    CpuTimes since(CpuTimes earlier) {
        CpuTimes spent = new CpuTimes(
                user - earlier.user,
                system - earlier.system,
                iowait - earlier.iowait,
                steal - earlier.steal,
                idle - earlier.idle);
        boolean forward = spent.user >= 0 && spent.system >= 0 && spent.steal >= 0 && spent.idle >= 0;
        return forward && spent.total() > 0 ? spent : null;
    }

    /** These ticks as a percentage of all. */
    double percent(long ticks) {
        return 100.0 * ticks / total();
    }

    private long total() {
        return user + system + Math.max(iowait, 0) + steal + idle;
    }
}
