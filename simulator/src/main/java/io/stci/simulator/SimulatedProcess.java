package io.stci.simulator;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.stci.core.Lifecycle;
import io.stci.core.Scheduler;
import io.stci.transport.Address;
import io.stci.transport.Admission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A process that hosts one node: what it is told to do happens at once while it runs, later while it is frozen, and never
 * once it is dead. Confined to the simulation's thread.
 */
final class SimulatedProcess implements Scheduler {
    private enum State {
        RUNNING,
        FROZEN,
        DEAD
    }

    private static final Lifecycle.Table<State> STATES = Lifecycle.table(State.class)
            .allow(State.RUNNING, State.FROZEN, State.DEAD)
            .allow(State.FROZEN, State.RUNNING, State.DEAD);

    private final int host;
    private final EventQueue time;
    private final Consumer<Throwable> onDefect;
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    private final Lifecycle<State> state;
    private final Deque<Task> waiting = new ArrayDeque<>();
    private final Set<StreamEnd> streams = new LinkedHashSet<>();
    private final Map<Address, Admission> listening = new HashMap<>();
    private final Map<Address, SimulatedDatagrams.SimulatedPort> ports = new HashMap<>();
    private Runnable freeMemory = () -> {};
    private boolean freeing;

    private record Task(Runnable work, Runnable otherwise) {}

    /** @param onDefect told what the node's code threw where nothing may be thrown */
    SimulatedProcess(int host, EventQueue time, Consumer<Throwable> onDefect) {
        this.host = host;
        this.time = time;
        this.onDefect = onDefect;
        this.state = STATES.start("process on host " + host, State.RUNNING);
    }

    int host() {
        return host;
    }

    UnpooledByteBufAllocator allocator() {
        return allocator;
    }

    /** Bytes of buffers made by this process that nobody has released. */
    long unreleasedBytes() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    boolean isAlive() {
        return !state.is(State.DEAD);
    }

    boolean isFrozen() {
        return state.is(State.FROZEN);
    }

    /** Does something as the process, as soon as it runs; the other thing if it dies before. */
    void run(Runnable work, Runnable otherwise) {
        if (state.is(State.DEAD)) {
            otherwise.run();
        } else if (state.is(State.FROZEN) || !waiting.isEmpty()) {
            waiting.add(new Task(work, otherwise));
        } else {
            guarded(work);
        }
    }

    void run(Runnable work) {
        run(work, () -> {});
    }

    /** As SIGSTOP does. */
    void freeze() {
        state.move(State.FROZEN);
    }

    /** As SIGCONT does: all that waited happens now, in the order in which it came. */
    void thaw() {
        state.move(State.RUNNING);
        time.at(time.nowNs(), this::catchUp);
    }

    /** What lets go of all that the process holds, as the end of a real one would by itself. */
    void freeMemory(Runnable task) {
        freeMemory = task;
    }

    /** Does a task at its next turn, also while a dead process's memory is being freed. */
    void execute(Runnable task) {
        if (freeing) {
            waiting.add(new Task(task, () -> {}));
        } else {
            schedule(0, task);
        }
    }

    /** Frees what the process held; to be called once it is dead and its streams are closed. */
    void bury() {
        freeing = true;
        guarded(freeMemory);
        while (!waiting.isEmpty()) {
            guarded(waiting.poll().work());
        }
        freeing = false;
    }

    /** Ends without a word; its streams are left to whoever ends them. */
    List<StreamEnd> die() {
        state.move(State.DEAD);
        waiting.forEach(task -> task.otherwise().run());
        waiting.clear();
        listening.clear();
        ports.clear();
        List<StreamEnd> left = new ArrayList<>(streams);
        streams.clear();
        return left;
    }

    void opened(StreamEnd stream) {
        streams.add(stream);
    }

    void closed(StreamEnd stream) {
        streams.remove(stream);
    }

    /** The open streams to a host. */
    List<StreamEnd> streamsTo(int otherHost) {
        return streams.stream().filter(stream -> stream.isTo(otherHost)).toList();
    }

    void listen(Address address, Admission admission) {
        listening.put(address, admission);
    }

    void stopListening(Address address) {
        listening.remove(address);
    }

    void open(SimulatedDatagrams.SimulatedPort port) {
        ports.put(port.address(), port);
    }

    void close(SimulatedDatagrams.SimulatedPort port) {
        ports.remove(port.address(), port);
    }

    /** Null if the process has no such port. */
    SimulatedDatagrams.SimulatedPort port(Address address) {
        return ports.get(address);
    }

    /** Null if the process does not listen there. */
    Admission admission(Address address) {
        return listening.get(address);
    }

    @Override
    public long nowNs() {
        return time.nowNs();
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        return new ProcessTimer(delayNs, task);
    }

    private void catchUp() {
        while (state.is(State.RUNNING) && !waiting.isEmpty()) {
            guarded(waiting.poll().work());
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error defect) {
            onDefect.accept(defect);
        }
    }

    /** A timer that can still be cancelled when it is due in a frozen process. */
    private final class ProcessTimer implements Timer {
        private final Runnable task;
        private final Timer due;
        private boolean cancelled;

        ProcessTimer(long delayNs, Runnable task) {
            this.task = task;
            this.due = time.at(time.nowNs() + delayNs, () -> run(this::fire));
        }

        @Override
        public void cancel() {
            cancelled = true;
            due.cancel();
        }

        private void fire() {
            if (!cancelled) {
                cancelled = true;
                task.run();
            }
        }
    }
}
