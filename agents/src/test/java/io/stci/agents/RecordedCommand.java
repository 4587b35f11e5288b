package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.session.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command whose events are kept, and held to their order. */
class RecordedCommand implements CommandEvents {
    private static final int STDOUT = 0;
    private static final int STDERR = 1;

    private final ByteArrayOutputStream[] outputs = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
    private final boolean[] ended = new boolean[2];
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Throwable> misuse = new CompletableFuture<>();

    CommandProcess start(Path directory, boolean stdin, Map<String, String> environment, String... command) {
        return CommandProcess.start(new CommandSpec(List.of(command), environment, directory, stdin), this);
    }

    CommandProcess shell(Path directory, String script) {
        return start(directory, true, Map.of(), "sh", "-c", script);
    }

    Outcome outcome() throws Exception {
        Outcome result = outcome.get(30, TimeUnit.SECONDS);
        assertFalse(misuse.isDone(), () -> String.valueOf(misuse.join()));
        return result;
    }

    boolean isEnded() {
        return outcome.isDone();
    }

    String stdout() {
        return text(STDOUT);
    }

    String stderr() {
        return text(STDERR);
    }

    @Override
    public void output(boolean stderr, byte[] data, int offset, int length) throws InterruptedException {
        int index = stderr ? STDERR : STDOUT;
        check(() -> assertTrue(length > 0 && !ended[index], "output after its end, or empty"));
        synchronized (this) {
            outputs[index].write(data, offset, length);
        }
    }

    @Override
    public synchronized void outputEnd(boolean stderr) {
        int index = stderr ? STDERR : STDOUT;
        check(() -> assertFalse(ended[index], "second end of an output"));
        ended[index] = true;
    }

    @Override
    public synchronized void ended(Outcome how) {
        check(() -> assertTrue(ended[STDOUT] && ended[STDERR], "ended before its outputs"));
        check(() -> assertTrue(outcome.complete(how), "ended twice"));
    }

    private synchronized String text(int index) {
        return outputs[index].toString(StandardCharsets.UTF_8);
    }

    private void check(Runnable assertion) {
        try {
            assertion.run();
        } catch (AssertionError e) {
            misuse.complete(e);
        }
    }
}
