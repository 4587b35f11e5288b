package io.stci.agents;

import com.google.protobuf.MessageLite;
import io.stci.core.RankSet;
import io.stci.routing.Role;
import io.stci.wire.Bootstrap;
import io.stci.wire.Join;
import io.stci.wire.Ready;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One node process as its launcher sees it. Threads: safe to share. */
final class NodeProcess {
    private static final int LOG_TAIL_BYTES = 2048;

    private final Role role;
    private final List<Integer> nodes;
    private final Process process;
    private final Path log;

    /** @param log where the process's standard error goes */
    NodeProcess(Role role, List<Integer> nodes, Process process, Path log) {
        this.role = role;
        this.nodes = nodes;
        this.process = process;
        this.log = log;
    }

    Role role() {
        return role;
    }

    /** The ids of the nodes it hosts, rising. */
    List<Integer> nodes() {
        return nodes;
    }

    void bootstrap(Bootstrap message) {
        write(message);
    }

    void join(Join message) {
        write(message);
    }

    /** Reads what the process says once it listens, on a thread of its own. */
    void onReady(Consumer<Ready> consumer) {
        Thread reader = new Thread(null, () -> readReady(consumer), "ready-" + nodes.get(0), 256 << 10);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * How a process ended.
     *
     * @param isCause false if its nodes had ended before: they were given up, or asked to end
     */
    record End(String words, boolean isCause) {}

    void onEnd(Consumer<End> consumer) {
        process.onExit()
                .thenApply(Process::exitValue)
                .thenAccept(status -> consumer.accept(new End(describeEnd(status), status != 0)));
    }

    /** Lets the process know that it is to end and that this end cleans up, by an empty join. */
    void release() {
        try (OutputStream in = process.getOutputStream()) {
            Join.getDefaultInstance().writeDelimitedTo(in);
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    /** Waits for its end until the deadline, then kills it. */
    void awaitEnd(long deadlineNs) {
        try {
            if (!process.waitFor(Math.max(0, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** A process that has ended doesn't read; that it has, and why, {@link #onEnd} tells. */
    private synchronized void write(MessageLite message) {
        try {
            message.writeDelimitedTo(process.getOutputStream());
            process.getOutputStream().flush();
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    private void readReady(Consumer<Ready> consumer) {
        try {
            Ready ready = Ready.parseDelimitedFrom(process.getInputStream());
            if (ready != null) {
                consumer.accept(ready);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    private String describeEnd(int status) {
        String end = status > 128 ? "was killed by " + Signals.name(status - 128) : "exited with status " + status;
        String lastWords = lastLogLine();
        return lastWords.isEmpty() ? end : end + " (" + lastWords + ")";
    }

    private String lastLogLine() {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int from = Math.max(0, bytes.length - LOG_TAIL_BYTES);
            String tail = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8).strip();
            return tail.substring(tail.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Such as {@code agent process 4711 (nodes 5-20)}. */
    @Override
    public String toString() {
        RankSet ids = RankSet.range(nodes.get(0), nodes.get(nodes.size() - 1));
        return role + " process " + process.pid() + " (node" + (nodes.size() > 1 ? "s " : " ") + ids + ")";
    }
}
