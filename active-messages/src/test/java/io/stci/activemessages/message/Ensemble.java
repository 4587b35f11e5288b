package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Request;
import io.stci.core.Scheduler;
import io.stci.core.StciException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** The active messages of all ends of a mesh, what their listeners hear, and a watch over what they hold. */
public final class Ensemble implements AutoCloseable {
    static final int FRONT_END = MessageCarrier.FRONT_END;

    private final Mesh mesh;
    private final MessageOptions options;
    private final Map<Integer, ActiveMessages> ends = new HashMap<>();
    private final List<String> log = new ArrayList<>();

    Ensemble(Mesh mesh, MessageOptions options) {
        this.mesh = mesh;
        this.options = options;
        for (int end = FRONT_END; end < mesh.size(); end++) {
            ActiveMessages messages =
                    new ActiveMessages(mesh.carrier(end), mesh.scheduler(end), mesh.thread(end), options);
            messages.listen(new Log(end));
            ends.put(end, messages);
        }
        watch();
    }

    ActiveMessages at(int end) {
        return ends.get(end);
    }

    Mesh mesh() {
        return mesh;
    }

    Scheduler scheduler() {
        return mesh.scheduler(FRONT_END);
    }

    /** What listeners have heard. */
    List<String> log() {
        return log;
    }

    void kill(int rank) {
        mesh.kill(rank);
        ends.remove(rank);
    }

    void await(BooleanSupplier condition) {
        mesh.time().awaitUntil(() -> isSound() && condition.getAsBoolean(), 200, TimeUnit.SECONDS);
    }

    /** Lets time pass until it ends. */
    <T> T result(Request<T> request) {
        await(request::isDone);
        return request.await(Duration.ZERO);
    }

    /** Lets time pass until it fails. */
    StciException failure(Request<?> request) {
        await(request::isDone);
        return Assertions.assertThrows(StciException.class, () -> request.await(Duration.ZERO));
    }

    void advanceMs(long ms) {
        mesh.time().advance(ms, TimeUnit.MILLISECONDS);
        isSound();
    }

    /** Nothing is held at any end. */
    boolean isIdle() {
        return ends.values().stream()
                .map(ActiveMessages::load)
                .allMatch(load -> load.queuedBytes() == 0
                        && load.transferBytes() == 0
                        && load.runningHandlers() == 0
                        && load.calls() == 0
                        && load.receives() == 0
                        && load.unreceivedBytes() == 0);
    }

    @Override
    public void close() {
        isSound();
        mesh.close();
    }

    private boolean isSound() {
        if (!mesh.problems().isEmpty()) {
            throw new AssertionError(
                    "thrown where nobody catches it", mesh.problems().get(0));
        }
        return true;
    }

    private void watch() {
        ends.forEach(this::assertBounded);
        scheduler().schedule(500_000, this::watch);
    }

    private void assertBounded(int end, ActiveMessages messages) {
        MessageLoad load = messages.load();
        assertTrue(load.queuedBytes() <= options.outboundBytes(), () -> "queued: " + load);
        assertTrue(load.transferBytes() <= options.transfers().inboundBytes(), () -> "transfers: " + load);
        assertTrue(load.runningHandlers() <= options.runningHandlers(), () -> "handlers: " + load);
        long windows = 0;
        for (int peer = FRONT_END; peer < mesh.size(); peer++) {
            windows += Ends.windowBytes(options, mesh.size(), peer, end) + Costs.ofTagged(options.eagerLimitBytes());
        }
        assertTrue(load.waitingBytes() <= windows, "waiting: " + load + " of " + windows);
        assertTrue(load.unreceivedBytes() <= windows, "unreceived: " + load + " of " + windows);
    }

    private final class Log implements MessageListener {
        private final String end;

        Log(int end) {
            this.end = Ends.name(end);
        }

        @Override
        public void lostHere(int from, String handler, StciException why) {
            log.add(end + " lost " + handler + " from " + Ends.name(from) + ": " + why.status() + " "
                    + why.getMessage());
        }

        @Override
        public void lostThere(int to, String handler, int count, StciException why) {
            log.add(end + " lost " + count + " " + handler + " at " + Ends.name(to) + ": " + why.status() + " "
                    + why.getMessage());
        }

        @Override
        public void malformed(int from, StciException why) {
            log.add(end + " got malformed from " + Ends.name(from) + ": " + why.status() + " " + why.getMessage());
        }
    }
}
