package io.stci.activemessages.message;

import io.stci.core.Scheduler;
import io.stci.testkit.VirtualTime;
import java.util.List;

/** The carriers of a whole session in virtual time. All runs on the thread that made it, inside the calls to {@link #time}. */
public interface Mesh extends AutoCloseable {
    VirtualTime time();

    /** Number of agents. */
    int size();

    /** An end's carrier; not listened to yet. */
    MessageCarrier carrier(int end);

    Scheduler scheduler(int end);

    NodeThread thread(int end);

    /** This agent's process dies: nothing comes from it any more, and the others hear that it is gone. */
    void kill(int rank);

    /** What code has thrown so far where nobody catches it. */
    List<Throwable> problems();

    /** Ends everything, and checks that nothing is left. */
    @Override
    void close();
}
