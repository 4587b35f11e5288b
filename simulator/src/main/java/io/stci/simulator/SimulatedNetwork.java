package io.stci.simulator;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The conditions between hosts, which may change at any moment. Confined to one thread. */
final class SimulatedNetwork {
    private final EventQueue time;
    private final RandomGenerator random;
    private final Map<Path, PathConditions> changed = new HashMap<>();
    private final Map<Path, List<Runnable>> waiting = new HashMap<>();
    private final PathConditions usual;

    private record Path(int from, int to) {}

    SimulatedNetwork(EventQueue time, RandomGenerator random, PathConditions usual) {
        this.time = time;
        this.random = random;
        this.usual = usual;
    }

    PathConditions conditions(int from, int to) {
        return changed.getOrDefault(new Path(from, to), usual);
    }

    /** Changes one direction. What waited for it goes on if it is whole now. */
    void change(int from, int to, PathConditions conditions) {
        Path path = new Path(from, to);
        changed.put(path, conditions);
        if (!conditions.cut()) {
            resume(path);
        }
    }

    /** All paths, but for those changed, are like this. */
    PathConditions usual() {
        return usual;
    }

    boolean isCut(int from, int to) {
        return conditions(from, to).cut();
    }

    /** Runs a task once the direction is whole again. */
    void whenWhole(int from, int to, Runnable task) {
        waiting.computeIfAbsent(new Path(from, to), path -> new ArrayList<>()).add(task);
    }

    /** When something sent now arrives, if the path has nothing else to carry. */
    long arrivalNs(int from, int to, long bytes) {
        PathConditions path = conditions(from, to);
        long jitterNs = path.jitterNs() == 0 ? 0 : random.nextLong(path.jitterNs() + 1);
        return time.nowNs() + path.latencyNs() + jitterNs + path.transmissionNs(bytes);
    }

    /** What becomes of a datagram that arrives. */
    @FunctionalInterface
    interface DatagramArrival {
        /** @param datagram to be released by who takes it */
        void arrived(int host, ByteBuf datagram);
    }

    /** Sends a datagram as the path's conditions have it: it arrives never, once or twice. Lent. */
    void send(int from, int to, ByteBuf datagram, DatagramArrival arrival) {
        PathConditions path = conditions(from, to);
        int copies = random.nextDouble() < path.loss() ? 0 : random.nextDouble() < path.duplication() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            ByteBuf copy = datagram.retainedDuplicate();
            time.at(arrivalNs(from, to, datagram.readableBytes()), () -> arrive(from, to, copy, arrival));
        }
    }

    private void arrive(int from, int to, ByteBuf copy, DatagramArrival arrival) {
        if (isCut(from, to)) {
            copy.release();
        } else {
            arrival.arrived(to, copy);
        }
    }

    private void resume(Path path) {
        List<Runnable> tasks = waiting.remove(path);
        if (tasks != null) {
            tasks.forEach(Runnable::run);
        }
    }
}
