package io.stci.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of a stream: everything arrives in order and in its time, or waits while the network is cut. */
final class StreamPath {
    private final EventQueue time;
    private final SimulatedNetwork network;
    private final int from;
    private final int to;
    private final Deque<Item> flying = new ArrayDeque<>();
    private long lastArrivalNs;
    private int stalled;

    /** Something on its way. */
    interface Item {
        long bytes();

        void arrive();

        /** It never will. */
        void drop();
    }

    StreamPath(EventQueue time, SimulatedNetwork network, int from, int to) {
        this.time = time;
        this.network = network;
        this.from = from;
        this.to = to;
    }

    void send(Item item) {
        flying.add(item);
        lastArrivalNs = Math.max(lastArrivalNs, network.arrivalNs(from, to, item.bytes()));
        time.at(lastArrivalNs, this::arrive);
    }

    /** Nothing of what is on its way arrives. */
    void lose() {
        flying.forEach(Item::drop);
        flying.clear();
    }

    private void arrive() {
        if (flying.isEmpty()) {
            return;
        }
        if (!network.isCut(from, to)) {
            flying.poll().arrive();
            return;
        }
        if (stalled == 0) {
            network.whenWhole(from, to, this::goOn);
        }
        stalled++;
    }

    private void goOn() {
        int due = stalled;
        stalled = 0;
        for (int i = 0; i < due; i++) {
            lastArrivalNs = Math.max(lastArrivalNs, network.arrivalNs(from, to, 0));
            time.at(lastArrivalNs, this::arrive);
        }
    }
}
