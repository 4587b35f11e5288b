package io.stci.groupops;

import io.stci.transport.Lane;
import io.stci.wire.StreamSpec;

/** On which lane of a link a stream travels. */
final class StreamLanes {
    private StreamLanes() {}

    static Lane of(StreamSpec spec) {
        return spec.getUrgent() ? Lane.CONTROL : Lane.DATA;
    }
}
