package io.stci.transport;

import java.util.concurrent.TimeUnit;

/**
 * What a link grants to those at its other end.
 *
 * @param helloTimeoutNs how long a link may take to open, connecting included
 * @param closeTimeoutNs how long a closing link waits for a peer that doesn't read
 * @param maxStrangers how many connections of an endpoint may be in the handshake before it accepts no more for now
 * @param strangerGraceNs how long one of them is safe when others wait for its place
 */
public record LinkLimits(long helloTimeoutNs, long closeTimeoutNs, int maxStrangers, long strangerGraceNs) {
    /** Ten seconds each to open and to close; 256 strangers, each safe for five seconds. */
    public static final LinkLimits DEFAULT = new LinkLimits(
            TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(10), 256, TimeUnit.SECONDS.toNanos(5));
}
