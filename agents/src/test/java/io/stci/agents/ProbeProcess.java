package io.stci.agents;

import io.stci.testkit.NodeProcesses;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A running {@link ProbeMain}, with its tree. Closing it ends both. */
final class ProbeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long END_WAIT_S = 10;

    final NodeProcesses processes;
    private final Process process;
    private volatile String last = "";
    private volatile long waves;

    private ProbeProcess(Process process) {
        this.process = process;
        this.processes = NodeProcesses.of(process.toHandle());
        Thread reader = new Thread(this::read, "probe-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param words as {@link ProbeMain} takes them */
    static ProbeProcess start(String... words) throws IOException {
        String options = System.getProperty("stci.node.options");
        String session = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        List<String> java = List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "@" + options,
                "-Dstci.node.options=" + options,
                "-Dstci.session=" + session,
                "-cp",
                System.getProperty("java.class.path"),
                ProbeMain.class.getName());
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(java.stream(), Stream.of(words)).toList());
        return new ProbeProcess(builder.redirectErrorStream(true).start());
    }

    ProcessHandle frontEnd() {
        return process.toHandle();
    }

    /** How many waves have come whole. */
    long waves() {
        return waves;
    }

    void awaitWaves(long count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> waves >= count || !process.isAlive());
        if (waves < count) {
            throw new AssertionError("ended after " + waves + " waves: " + last);
        }
    }

    /** The nodes end by themselves when the front-end is gone, and clean up; those that can't are killed. */
    @Override
    public void close() {
        List<ProcessHandle> nodes = process.descendants().toList();
        process.destroyForcibly();
        CompletableFuture<?>[] ends = nodes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, END_WAIT_S, TimeUnit.SECONDS)
                .join();
        nodes.forEach(ProcessHandle::destroyForcibly);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                if (line.matches("[0-9]+")) {
                    waves = Long.parseLong(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
