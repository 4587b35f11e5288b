package io.stci.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One real run of {@code ./stci}, as its users see it: bytes in and out, exit status, signals. It runs on the JVM of the
 * test and what was built last. Closing it kills what is left of it.
 */
final class StciProcess implements AutoCloseable {
    private static final long TIMEOUT_S = 120;

    private final Process process;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Void> outDone;
    private final CompletableFuture<Void> errDone;

    private StciProcess(ProcessBuilder builder) throws IOException {
        process = builder.start();
        outDone = drain(process.getInputStream(), out);
        errDone = drain(process.getErrorStream(), err);
    }

    /** Starts {@code ./stci} with these words and no input. */
    static StciProcess start(String... words) throws IOException {
        StciProcess started = open(words);
        started.process.getOutputStream().close();
        return started;
    }

    /** Starts it with an open standard input. */
    static StciProcess open(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of(script().toString()));
        line.addAll(List.of(words));
        return new StciProcess(builder(line));
    }

    /** Starts a shell line in which {@code "$STCI"} is the start script. */
    static StciProcess shell(String line) throws IOException {
        StciProcess started = new StciProcess(builder(List.of("sh", "-c", line)));
        started.process.getOutputStream().close();
        return started;
    }

    static Path script() {
        return Path.of(System.getProperty("stci.root", ".."))
                .resolve("stci")
                .toAbsolutePath()
                .normalize();
    }

    /** Waits for the end. */
    int status() throws InterruptedException {
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + TIMEOUT_S + " s; so far: " + err());
        }
        outDone.join();
        errDone.join();
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    OutputStream stdin() {
        return process.getOutputStream();
    }

    byte[] outBytes() {
        synchronized (out) {
            return out.toByteArray();
        }
    }

    String out() {
        return new String(outBytes(), StandardCharsets.UTF_8);
    }

    String err() {
        synchronized (err) {
            return err.toString(StandardCharsets.UTF_8);
        }
    }

    /** Sends a signal by its name, such as {@code INT}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("could not send " + name + " to " + pid());
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** A build that runs behind {@code nohup} or {@code &} ignores these signals, which a process would inherit. */
    private static ProcessBuilder builder(List<String> words) {
        List<String> line = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,QUIT"));
        line.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(line);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("STCI_BUILD", "never");
        environment.put("STCI", script().toString());
        return builder;
    }

    private static CompletableFuture<Void> drain(InputStream from, ByteArrayOutputStream to) {
        return CompletableFuture.runAsync(
                () -> {
                    byte[] buffer = new byte[8192];
                    try {
                        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                            synchronized (to) {
                                to.write(buffer, 0, length);
                            }
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> {
                    Thread thread = new Thread(task, "drain");
                    thread.setDaemon(true);
                    thread.start();
                });
    }
}
