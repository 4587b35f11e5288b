package io.stci.activemessages.message;

import io.stci.core.Lifecycle;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.concurrent.CompletionStage;

/**
 * A one-way message or a call at the end where it is handled, from when its first bytes come until nothing of it is held.
 *
 * <pre>
 *   COMING ---> WAITING ---> RUNNING ---> ANSWERING ---> ENDED
 *      |           |            |                         ^
 *      +-----------+------------+-------------------------+
 * </pre>
 *
 * Until its end it counts against its sender's window, or the carrier's. A handler that runs can't be stopped, so a call that is called off ends with
 * its handler.
 */
final class Incoming implements TransferSink {
    private static final Lifecycle.Table<Stage> STAGES = Lifecycle.table(Stage.class)
            .allow(Stage.COMING, Stage.WAITING, Stage.ENDED)
            .allow(Stage.WAITING, Stage.RUNNING, Stage.ENDED)
            .allow(Stage.RUNNING, Stage.ANSWERING, Stage.ENDED)
            .allow(Stage.ANSWERING, Stage.ENDED);

    private static final Runnable NOTHING_HELD = () -> {};

    private enum Stage {
        COMING,
        WAITING,
        RUNNING,
        ANSWERING,
        ENDED
    }

    private final Peer from;
    private final Registration<?, ?> handler;
    private final long id;
    private final Inbox inbox;
    private final Runnable onEnd;
    private final long deadlineAtNs;
    private final CallSignal signal;
    private final Lifecycle<Stage> stage = STAGES.start("message", Stage.COMING);
    private byte[] payload;
    private Runnable release = NOTHING_HELD;
    private Scheduler.Timer timer;
    private Shipment answer;

    /**
     * @param id the caller's, which isn't underway yet; of no meaning in a one-way message
     * @param costBytes taken from the sender's window already
     * @param deadlineNs for a call, from now
     */
    Incoming(Peer from, Registration<?, ?> handler, long id, long costBytes, long deadlineNs) {
        this(from, from.inbox(), handler, id, () -> from.window().release(costBytes), deadlineNs);
    }

    /** A one-way message that went to several ends at once. */
    static Incoming multicast(Peer from, Registration<?, ?> handler, Runnable onEnd) {
        return new Incoming(from, from.multicasts(), handler, 0, onEnd, 0);
    }

    private Incoming(Peer from, Inbox inbox, Registration<?, ?> handler, long id, Runnable onEnd, long deadlineNs) {
        this.from = from;
        this.inbox = inbox;
        this.handler = handler;
        this.id = id;
        this.onEnd = onEnd;
        this.deadlineAtNs = from.local().nowNs() + deadlineNs;
        this.signal = new CallSignal(
                from.id(), from.local(), handler.name(), handler.oneWay() ? Long.MAX_VALUE : deadlineAtNs);
    }

    /** Takes its place behind those that were sent before. */
    void enter() {
        if (!handler.oneWay()) {
            from.handling().put(id, this);
            timer = from.local().scheduler().schedule(signal.deadlineLeftNs(), this::callOff);
        }
        inbox.add(this);
    }

    long id() {
        return id;
    }

    Peer from() {
        return from;
    }

    long deadlineAtNs() {
        return deadlineAtNs;
    }

    /** All of it is here. */
    void arrived(byte[] bytes) {
        stage.move(Stage.WAITING);
        payload = bytes;
    }

    @Override
    public void completed(byte[] bytes, Runnable releaseBytes) {
        release = releaseBytes;
        arrived(bytes);
        inbox.look();
    }

    @Override
    public void failed(StciException why) {
        if (stage.is(Stage.COMING)) {
            signal.cancel();
            end();
            inbox.remove(this);
        }
    }

    boolean isReady() {
        return stage.is(Stage.WAITING);
    }

    CompletionStage<byte[]> start() {
        stage.move(Stage.RUNNING);
        byte[] bytes = payload;
        payload = null;
        return handler.run(bytes, signal);
    }

    /** The handler has ended: with an answer, or with what it threw. */
    void handled(byte[] answerBytes, Throwable thrown) {
        if (handler.oneWay()) {
            if (thrown != null) {
                from.lost(handler.name(), Errors.thrownBy(handler.name(), thrown));
            }
            end();
        } else if (signal.isCancelled()) {
            end();
        } else {
            stage.move(Stage.ANSWERING);
            signal.answered();
            release();
            giveAnswer(answerBytes, thrown);
        }
    }

    /** Nobody waits for the answer any more. */
    void callOff() {
        signal.cancel();
        if (stage.is(Stage.COMING)) {
            InTransfer transfer = from.receiving().get(id);
            if (transfer != null) {
                transfer.refuse(new StciException(
                        Status.DEADLINE_EXCEEDED, HandlerNames.quoted(handler.name()), "got no request in time", ""));
            }
        } else if (stage.is(Stage.WAITING)) {
            end();
            inbox.remove(this);
        } else if (stage.is(Stage.ANSWERING) && answer != null) {
            answer.callOff();
            end();
        }
    }

    private void giveAnswer(byte[] bytes, Throwable thrown) {
        try {
            if (thrown != null) {
                throw Errors.thrownBy(handler.name(), thrown);
            }
            answer = Answers.give(this, bytes, this::end);
        } catch (StciException failure) {
            Answers.fail(this, failure, this::end);
        }
    }

    private void end() {
        if (stage.is(Stage.ENDED)) {
            return;
        }
        stage.move(Stage.ENDED);
        if (timer != null) {
            timer.cancel();
        }
        if (!handler.oneWay()) {
            from.handling().remove(id);
        }
        release();
        onEnd.run();
    }

    private void release() {
        Runnable held = release;
        release = NOTHING_HELD;
        payload = null;
        held.run();
    }
}
