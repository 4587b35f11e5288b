package io.stci.groupops;

import io.stci.activemessages.HandlerIds;
import io.stci.core.StciException;
import io.stci.transport.Frame;
import io.stci.transport.VcHandler;
import io.stci.transport.VirtualChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts the frames that arrive at each node, by where from, handler and stream; drops those of and for the dead. */
final class Traffic {
    private record Key(int node, int from, int handler, int stream) {}

    private final Map<Key, Long> frames = new HashMap<>();
    private final Map<Key, Long> costBytes = new HashMap<>();
    private final Set<Integer> dead = new HashSet<>();
    private final Set<Integer> silenced = new HashSet<>();
    private long seen;
    private long callAt = Long.MAX_VALUE;
    private Runnable call = () -> {};

    /** A link's handler that counts what it passes on. {@code from} is what the node calls the peer. */
    VcHandler tap(int node, int from, int peer, VcHandler target) {
        return new Tap(node, from, peer, target);
    }

    /** A node that has died handles nothing more. */
    void died(int node) {
        dead.add(node);
    }

    /** What is on its way from a node is lost. */
    void silenced(int node) {
        silenced.add(node);
    }

    /** Frames seen so far, but for heartbeats. */
    long seen() {
        return seen;
    }

    /** Does something once, right after so many frames more. */
    void afterFrames(long count, Runnable action) {
        callAt = seen + count;
        call = action;
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

    private void count(int node, int from, Frame frame) {
        Key key = new Key(node, from, frame.handler(), frame.stream());
        frames.merge(key, 1L, Long::sum);
        costBytes.merge(key, Slot.cost(frame), Long::sum);
    }

    private void passed(Frame frame) {
        if (frame.handler() != HandlerIds.HEARTBEAT && ++seen == callAt) {
            callAt = Long.MAX_VALUE;
            call.run();
        }
    }

    private final class Tap implements VcHandler {
        private final int node;
        private final int from;
        private final int peer;
        private final VcHandler target;

        Tap(int node, int from, int peer, VcHandler target) {
            this.node = node;
            this.from = from;
            this.peer = peer;
            this.target = target;
        }

        @Override
        public void opened(VirtualChannel vc) {
            if (dead.contains(node)) {
                vc.close();
            } else {
                target.opened(vc);
            }
        }

        @Override
        public void received(VirtualChannel vc, Frame frame) {
            if (!dead.contains(node) && !silenced.contains(peer)) {
                count(node, from, frame);
                target.received(vc, frame);
                passed(frame);
            }
        }

        @Override
        public void closed(VirtualChannel vc, StciException why) {
            target.closed(vc, why);
        }
    }
}
