package io.stci.groupops;

import io.stci.transport.Lane;
import io.stci.wire.StreamSpec;

/** The lane that all of a stream travels on, both ways, but for what is said about it: acknowledgements, credits, its end. */
final class StreamLane {
    private StreamLane() {}

    static Lane of(StreamSpec spec) {
        return switch (spec.getPriority()) {
            case PRIORITY_HIGH -> Lane.CONTROL;
            case PRIORITY_LOW -> Lane.BULK;
            default -> Lane.DATA;
        };
    }
}
