package io.stci.session.tool;

import io.stci.activemessages.message.NodeThread;
import io.stci.transport.Transport;

/** A transport's thread, known once something has run on it. */
final class OwnThread implements NodeThread {
    private final Transport transport;
    private volatile Thread thread;

    OwnThread(Transport transport) {
        this.transport = transport;
        transport.execute(() -> thread = Thread.currentThread());
    }

    @Override
    public void execute(Runnable task) {
        transport.execute(task);
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }
}
