package io.stci.agents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two counters (in and out) for each of some devices, as they stood at one moment.
 *
 * <p>Growth is only told between readings of the same devices in which no counter ran backward: else a reset or a device
 * that came or went would pass for traffic.
 */
final class DeviceCounters {
    private final List<String> names = new ArrayList<>();
    private long[] in = new long[8];
    private long[] out = new long[8];

    void add(String name, long inCount, long outCount) {
        int index = names.size();
        if (index == in.length) {
            in = Arrays.copyOf(in, 2 * index);
            out = Arrays.copyOf(out, 2 * index);
        }
        names.add(name);
        in[index] = inCount;
        out[index] = outCount;
    }

    /** How much came in since the earlier reading, over all devices; NaN if that can't be told. */
    double inSince(DeviceCounters earlier) {
        return comparable(earlier) ? growth(in, earlier.in) : Double.NaN;
    }

    /** How much went out since the earlier reading, over all devices; NaN if that can't be told. */
    double outSince(DeviceCounters earlier) {
        return comparable(earlier) ? growth(out, earlier.out) : Double.NaN;
    }

    private boolean comparable(DeviceCounters earlier) {
        return !names.isEmpty() && names.equals(earlier.names);
    }

    private double growth(long[] now, long[] before) {
        double sum = 0;
        for (int i = 0; i < names.size(); i++) {
            if (now[i] < before[i]) {
                return Double.NaN;
            }
            sum += now[i] - before[i];
        }
        return sum;
    }
}
