package io.stci.agents;

/** Memory and swap of the host; NaN for what is unknown. */
record MemoryInfo(double totalBytes, double availableBytes, double swapTotalBytes, double swapFreeBytes) {
    static final MemoryInfo UNKNOWN = new MemoryInfo(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    private static final double KIB = 1024;

    /** Reads {@code /proc/meminfo}. */
    static MemoryInfo read(ProcText text) {
        double total = Double.NaN;
        double available = Double.NaN;
        double swapTotal = Double.NaN;
        double swapFree = Double.NaN;
        while (text.nextLine()) {
            if (text.take("MemTotal:")) {
                total = bytes(text);
            } else if (text.take("MemAvailable:")) {
                available = bytes(text);
            } else if (text.take("SwapTotal:")) {
                swapTotal = bytes(text);
            } else if (text.take("SwapFree:")) {
                swapFree = bytes(text);
            }
        }
        return new MemoryInfo(total, available, swapTotal, swapFree);
    }

    private static double bytes(ProcText text) {
        long kib = text.number();
        return kib == ProcText.NO_NUMBER ? Double.NaN : kib * KIB;
    }
}
