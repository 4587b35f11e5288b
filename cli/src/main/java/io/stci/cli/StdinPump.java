package io.stci.cli;

import io.stci.session.ExecJob;
import java.io.IOException;
import java.io.InputStream;

/** Copies standard input to a job, as fast as the commands read it, on a thread that never keeps the process alive. */
final class StdinPump {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final ExecJob job;
    private final Ending ending;

    private StdinPump(InputStream in, ExecJob job, Ending ending) {
        this.in = in;
        this.job = job;
        this.ending = ending;
    }

    static void start(InputStream in, ExecJob job, Ending ending) {
        Thread thread = new Thread(new StdinPump(in, job, ending)::run, "stci-stdin");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                job.writeStdin(buffer, 0, length);
            }
            job.closeStdin();
        } catch (IOException e) {
            ending.inputFailed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
