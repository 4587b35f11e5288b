package io.stci.agents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A proc root whose files a test writes, and the samples taken from it. */
final class ProcFixture {
    private static final long SECOND_NS = 1_000_000_000;

    final HostSampler sampler;
    private final Path root;
    private long nowNs = 7 * SECOND_NS;

    ProcFixture(Path root) {
        this.root = root;
        this.sampler = new HostSampler(root);
    }

    ProcFixture write(String file, String... lines) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, String.join("\n", lines) + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcFixture remove(String file) {
        try {
            Files.delete(root.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes only lo and one interface, as the kernel lays the table out. */
    ProcFixture network(long received, long sent) {
        return write(
                "net/dev",
                "Inter-|   Receive                                                |  Transmit",
                " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls"
                        + " carrier compressed",
                "    lo: 999999 1 0 0 0 0 0 0 999999 1 0 0 0 0 0 0",
                "  eth0:" + received + " 1 0 0 0 0 0 0 " + sent + " 1 0 0 0 0 0 0");
    }

    /** The metrics by name, sampled so many seconds after the sample before. */
    Map<String, Double> sampleAfter(double seconds) {
        nowNs += (long) (seconds * SECOND_NS);
        Map<String, Double> metrics = new LinkedHashMap<>();
        sampler.sample(nowNs, (name, unit, value) -> metrics.put(name, value));
        return metrics;
    }
}
