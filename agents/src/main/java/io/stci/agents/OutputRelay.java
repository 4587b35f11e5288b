package io.stci.agents;

import io.stci.session.Outcome;
import java.util.concurrent.Executor;

/** Carries what a command's own threads find out over to its listener on the node's thread. */
abstract class OutputRelay implements CommandEvents {
    final Executor nodeThread;
    final CommandRunner.Listener listener;

    OutputRelay(Executor nodeThread, CommandRunner.Listener listener) {
        this.nodeThread = nodeThread;
        this.listener = listener;
    }

    @Override
    public void ended(Outcome outcome) {
        nodeThread.execute(() -> listener.ended(outcome));
    }
}
