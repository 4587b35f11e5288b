package io.stci.simulator;

import java.util.concurrent.TimeUnit;

/**
 * What the network does with what travels from one host to another. Streams (as TCP is) lose and reorder nothing but take
 * the time; datagrams suffer all of it.
 *
 * @param latencyNs nanoseconds that everything takes
 * @param jitterNs at random, up to so much longer; datagrams overtake each other within it
 * @param bytesPerSecond how fast the path is
 * @param loss of datagrams, the fraction lost
 * @param duplication of datagrams, the fraction that comes twice
 * @param cut nothing arrives: streams hold it until the path is whole again, datagrams are lost
 */
public record PathConditions(
        long latencyNs, long jitterNs, long bytesPerSecond, double loss, double duplication, boolean cut) {
    /** A local network without faults: 50 to 60 microseconds, 10 Gbit/s. */
    public static final PathConditions LAN = new PathConditions(50_000, 10_000, 1_250_000_000L, 0, 0, false);

    /** The same path, losing and repeating datagrams, with so much jitter that they come in any order. */
    public PathConditions lossy(double loss, double duplication) {
        return new PathConditions(latencyNs, 20 * latencyNs, bytesPerSecond, loss, duplication, cut);
    }

    /** The same path, slower by this factor. */
    public PathConditions slower(int factor) {
        return new PathConditions(
                latencyNs * factor, jitterNs * factor, bytesPerSecond / factor, loss, duplication, cut);
    }

    /** The same path, cut or whole. */
    public PathConditions cut(boolean cut) {
        return new PathConditions(latencyNs, jitterNs, bytesPerSecond, loss, duplication, cut);
    }

    /** How long so many bytes take to leave. */
    long transmissionNs(long bytes) {
        return bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    }
}
