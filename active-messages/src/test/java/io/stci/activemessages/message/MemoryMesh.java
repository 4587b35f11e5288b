package io.stci.activemessages.message;

import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.testkit.VirtualTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Carriers that hand each other byte arrays, after delays drawn from a seed. */
final class MemoryMesh implements Mesh {
    private static final int MAX_MESSAGE_BYTES = 16 << 10;
    private static final int ROOM = 5;

    private final VirtualTime time = new VirtualTime();
    private final LoopTime loop = new LoopTime(time);
    private final int size;
    private final Random random;
    private final Map<Integer, End> ends = new HashMap<>();
    private final TreeSet<Integer> dead = new TreeSet<>();

    MemoryMesh(int size, long seed) {
        this.size = size;
        this.random = new Random(seed);
        for (int end = MessageCarrier.FRONT_END; end < size; end++) {
            ends.put(end, new End(end));
        }
    }

    @Override
    public VirtualTime time() {
        return time;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public End carrier(int end) {
        return ends.get(end);
    }

    @Override
    public Scheduler scheduler(int end) {
        return loop;
    }

    @Override
    public NodeThread thread(int end) {
        return loop;
    }

    @Override
    public void kill(int rank) {
        dead.add(rank);
        StciException why = new StciException(Status.UNAVAILABLE, "node " + rank, "was killed by SIGKILL", "");
        for (End other : ends.values()) {
            if (!dead.contains(other.self)) {
                ends.get(rank).pipe(other.self, false).last(() -> other.gone(rank, why));
            }
        }
        ends.get(rank).listener = null;
    }

    @Override
    public List<Throwable> problems() {
        return loop.problems();
    }

    @Override
    public void close() {
        time.close();
    }

    /** One end's carrier; tests may also send through it what no end would. */
    final class End implements MessageCarrier {
        private final int self;
        private final Map<Integer, MemoryPipe> pipes = new HashMap<>();
        private final Map<Integer, MemoryPipe> interruptPipes = new HashMap<>();
        private Listener listener;

        End(int self) {
            this.self = self;
        }

        @Override
        public int self() {
            return self;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int maxMessageBytes() {
            return MAX_MESSAGE_BYTES;
        }

        @Override
        public boolean hasRoom(int to) {
            return pipe(to, false).hasRoom();
        }

        @Override
        public void send(int to, byte[] message, boolean interrupt) {
            if (message.length > (interrupt ? ActiveMessages.INTERRUPT_BYTES : MAX_MESSAGE_BYTES)) {
                throw new AssertionError("a message of " + message.length + " bytes");
            }
            if (!dead.contains(self)) {
                pipe(to, interrupt).send(message, bytes -> ends.get(to).received(self, bytes));
            }
        }

        /** Everybody hears of everybody. */
        @Override
        public void watch(int peer) {}

        @Override
        public void listen(Listener next) {
            listener = next;
        }

        private void received(int from, byte[] message) {
            if (listener != null) {
                listener.received(from, message);
            }
        }

        private void gone(int peer, StciException why) {
            if (listener != null) {
                interruptPipe(peer).close();
                pipe(peer, false).close();
                listener.gone(peer, why);
            }
        }

        private void room(int to) {
            if (listener != null) {
                listener.room(to);
            }
        }

        private MemoryPipe interruptPipe(int to) {
            return pipe(to, true);
        }

        private MemoryPipe pipe(int to, boolean interrupt) {
            return interrupt
                    ? interruptPipes.computeIfAbsent(
                            to, peer -> new MemoryPipe(loop, random, ActiveMessages.INTERRUPTS, () -> {}))
                    : pipes.computeIfAbsent(to, peer -> new MemoryPipe(loop, random, ROOM, () -> room(to)));
        }
    }
}
