package io.stci.simulator;

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
    private PathConditions usual;

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

    PathConditions usual() {
        return usual;
    }

    /** All paths, but for those changed, are like this. */
    void usual(PathConditions conditions) {
        usual = conditions;
    }

    /** All paths are as usual again. */
    void heal() {
        changed.clear();
        new ArrayList<>(waiting.keySet()).forEach(this::resume);
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

    private void resume(Path path) {
        List<Runnable> tasks = waiting.remove(path);
        if (tasks != null) {
            tasks.forEach(Runnable::run);
        }
    }
}
