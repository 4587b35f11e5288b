package io.stci.session;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that say whose they are: a rank's answer to one wave, so that who receives it sees if it is whole, and not another's.
 * The rank (4 bytes), the wave (8), then a pattern of the two; cut off where it is long enough.
 */
public final class ProbePayload {
    private static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;
    /** Any odd number with its bits well spread makes neighbours differ. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private ProbePayload() {}

    /** What the rank answers to the wave. */
    public static byte[] of(int rank, long wave, int sizeBytes) {
        int words = (Math.max(0, sizeBytes - HEADER_BYTES) + Long.BYTES - 1) / Long.BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + words * Long.BYTES);
        bytes.putInt(rank).putLong(wave);
        long word = wave * SPREAD + rank;
        while (bytes.hasRemaining()) {
            word = (word ^ word >>> 29) * SPREAD + 1;
            bytes.putLong(word);
        }
        return Arrays.copyOf(bytes.array(), sizeBytes);
    }

    /** True if these are exactly that rank's bytes for that wave. */
    public static boolean matches(byte[] payload, int rank, long wave, int sizeBytes) {
        return Arrays.equals(payload, of(rank, wave, sizeBytes));
    }
}
