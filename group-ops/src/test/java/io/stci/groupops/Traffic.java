package io.stci.groupops;

import io.stci.core.StciException;
import io.stci.transport.Frame;
import io.stci.transport.VcHandler;
import io.stci.transport.VirtualChannel;
import java.util.HashMap;
import java.util.Map;

/** Counts the frames that arrive at each node, by where from, handler and stream. */
final class Traffic {
    private record Key(int node, int from, int handler, int stream) {}

    private final Map<Key, Long> frames = new HashMap<>();
    private final Map<Key, Long> costBytes = new HashMap<>();

    /** A link's handler that counts what it passes on. */
    VcHandler tap(int node, int from, VcHandler target) {
        return new Tap(node, from, target);
    }

    /** Frames that a node received on a stream, from whomever. */
    long frames(int node, int handler, int stream) {
        return frames.entrySet().stream()
                .filter(e -> e.getKey().node == node && e.getKey().handler == handler && e.getKey().stream == stream)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    long frames(int node, int from, int handler, int stream) {
        return frames.getOrDefault(new Key(node, from, handler, stream), 0L);
    }

    /** What those frames took of windows. */
    long costBytes(int node, int from, int handler, int stream) {
        return costBytes.getOrDefault(new Key(node, from, handler, stream), 0L);
    }

    private final class Tap implements VcHandler {
        private final int node;
        private final int from;
        private final VcHandler target;

        Tap(int node, int from, VcHandler target) {
            this.node = node;
            this.from = from;
            this.target = target;
        }

        @Override
        public void opened(VirtualChannel vc) {
            target.opened(vc);
        }

        @Override
        public void received(VirtualChannel vc, Frame frame) {
            Key key = new Key(node, from, frame.handler(), frame.stream());
            frames.merge(key, 1L, Long::sum);
            costBytes.merge(key, Slot.cost(frame), Long::sum);
            target.received(vc, frame);
        }

        @Override
        public void closed(VirtualChannel vc, StciException why) {
            target.closed(vc, why);
        }
    }
}
