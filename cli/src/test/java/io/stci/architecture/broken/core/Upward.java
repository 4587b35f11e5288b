package io.stci.architecture.broken.core;

import io.stci.architecture.broken.routing.Offences;

/** Reaches up, and with {@link Offences}, which reaches down, makes a cycle. */
public final class Upward {
    Offences above;
}
