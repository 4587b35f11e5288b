package io.stci.activemessages.message;

import java.util.ArrayList;
import java.util.List;

/** A handler's view of its message, and how it learns that nobody waits any more. */
final class CallSignal implements MessageContext {
    private final int from;
    private final Local local;
    private final String handler;
    private final long deadlineAtNs;
    private final List<Runnable> actions = new ArrayList<>();
    private volatile boolean cancelled;
    private boolean answered;

    /** @param deadlineAtNs {@link Long#MAX_VALUE} for none */
    CallSignal(int from, Local local, String handler, long deadlineAtNs) {
        this.from = from;
        this.local = local;
        this.handler = handler;
        this.deadlineAtNs = deadlineAtNs;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public long deadlineLeftNs() {
        return deadlineAtNs == Long.MAX_VALUE ? deadlineAtNs : Deadlines.left(deadlineAtNs, local.nowNs());
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        if (cancelled) {
            action.run();
        } else if (!answered) {
            actions.add(action);
        }
    }

    void cancel() {
        if (cancelled || answered) {
            return;
        }
        cancelled = true;
        actions.forEach(this::run);
        actions.clear();
    }

    void answered() {
        answered = true;
        actions.clear();
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            local.reports().actionFailed(from, handler, Errors.thrownBy(handler, e));
        }
    }
}
