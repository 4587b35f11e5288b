package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** A message that waits to leave. It either leaves, or is dropped, or is withdrawn by who made it; one of these, once. */
interface Outgoing {
    /** What it counts for while it waits here, and in the window of its receiver. */
    default long costBytes() {
        return 0;
    }

    /** False while it must wait for something else than the carrier and the window; all behind it wait too. */
    default boolean mayLeave() {
        return true;
    }

    /** Written as late as this, so that it tells what is left of a deadline. */
    Envelope envelope(long nowNs);

    /** The carrier has it. */
    default void taken() {}

    /** It can't leave any more. */
    default void dropped(StciException why) {}
}
