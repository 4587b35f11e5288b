package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.session.SampleWave;
import io.stci.session.Session;
import io.stci.session.WaveJob;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One {@code stci top}: samples until the count is full or something ends it, and shows each wave. */
final class TopRun {
    /** A reader that falls further behind misses waves, and sees so by their numbers. */
    private static final int MAX_WAITING_WAVES = 1024;

    private static final long POLL_MS = 50;

    private final Surroundings surroundings;
    private final Console console;
    private final TopOptions options;
    private final BlockingQueue<SampleWave> waves = new ArrayBlockingQueue<>(MAX_WAITING_WAVES);

    TopRun(Surroundings surroundings, Console console, TopOptions options) {
        this.surroundings = surroundings;
        this.console = console;
        this.options = options;
    }

    int run(Session session, Ending ending, Forming forming) throws IOException, InterruptedException {
        TopView view = view(session.id());
        WaveJob job = session.sample(options.interval().toNanos(), options.count(), waves::offer);
        try {
            show(view, job, ending);
        } catch (IOException e) {
            ending.outputFailed(e);
        } finally {
            job.stop();
        }
        return status(job, ending, forming);
    }

    private void show(TopView view, WaveJob job, Ending ending) throws IOException, InterruptedException {
        while (ending.cause() == null) {
            boolean last = job.done().isDone();
            SampleWave wave = waves.poll(last ? 0 : POLL_MS, TimeUnit.MILLISECONDS);
            if (wave != null) {
                console.out().print(view.render(wave, surroundings.clock().instant()));
            } else if (last) {
                console.out().flush();
                return;
            }
        }
    }

    private int status(WaveJob job, Ending ending, Forming forming) throws IOException, InterruptedException {
        Ending.Cause cause = ending.cause();
        if (cause == null) {
            SessionRun.result(job.done());
            return lost(forming.lost());
        }
        return switch (cause.kind()) {
            case SIGNAL -> ExitStatus.ofSignal(cause.signal());
            case OUTPUT_CLOSED -> ExitStatus.OUTPUT_CLOSED;
            case TIME_OUT, IO_FAILED -> failed(cause.reason());
        };
    }

    private int lost(Map<String, RankSet> lost) throws IOException {
        for (Map.Entry<String, RankSet> loss : lost.entrySet()) {
            failed("lost: [" + loss.getValue() + "] " + loss.getKey());
        }
        return lost.isEmpty() ? ExitStatus.OK : ExitStatus.STCI_FAILED;
    }

    private int failed(String line) throws IOException {
        console.say(line);
        return ExitStatus.STCI_FAILED;
    }

    private TopView view(String sessionId) {
        if (options.json()) {
            return new TopJson(sessionId);
        }
        Terminal terminal = surroundings.terminal();
        ZoneId zone = surroundings.clock().getZone();
        return terminal.outIsTerminal()
                ? new TopTable(sessionId, terminal.columns(), terminal.lines(), zone)
                : new TopLine(zone);
    }
}
