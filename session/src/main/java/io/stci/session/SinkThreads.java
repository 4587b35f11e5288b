package io.stci.session;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes what runs the sinks of jobs: one task at a time, in order, apart from the front-end's thread. */
@FunctionalInterface
public interface SinkThreads {
    /** Something new to run one sink on. */
    Executor next(String name);

    /** A thread for each sink that goes when it has had nothing to do for a second, and keeps no process alive. */
    static SinkThreads daemons() {
        return name -> {
            ThreadPoolExecutor executor =
                    new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                        Thread thread = new Thread(task, name);
                        thread.setDaemon(true);
                        return thread;
                    });
            executor.allowCoreThreadTimeOut(true);
            return executor;
        };
    }

    /** Runs sinks on the front-end's thread, for sinks that never block: virtual time. */
    static SinkThreads inline() {
        return name -> Runnable::run;
    }
}
