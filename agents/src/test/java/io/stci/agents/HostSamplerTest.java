package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSamplerTest {
    private static final Set<String> NEED_TWO_SAMPLES = Set.of(
            "cpu_user_percent",
            "cpu_system_percent",
            "cpu_iowait_percent",
            "cpu_steal_percent",
            "cpu_idle_percent",
            "net_receive_bytes_per_second",
            "net_transmit_bytes_per_second",
            "disk_read_bytes_per_second",
            "disk_write_bytes_per_second");

    @TempDir
    private Path root;

    private ProcFixture proc;

    @BeforeEach
    void writeWholeHost() {
        proc = new ProcFixture(root)
                .write("stat", "cpu  100 10 50 1000 20 3 2 5 40 4", "cpu0 100 10 50 1000 20 3 2 5 40 4", "intr 5 6")
                .write("loadavg", "0.25 1.50 12.08 2/340 4711")
                .write(
                        "meminfo",
                        "MemTotal:        1000 kB",
                        "MemFree:          100 kB",
                        "MemAvailable:     400 kB",
                        "SwapTotal:        200 kB",
                        "SwapFree:         150 kB")
                .network(1000, 500)
                .write("diskstats", " 8 0 sda 10 0 100 0 10 0 200 0 0 0 0")
                .write("pressure/cpu", "some avg10=1.25 avg60=0.00 avg300=0.00 total=3")
                .write(
                        "pressure/memory",
                        "some avg10=2.50 avg60=0.00 avg300=0.00 total=3",
                        "full avg10=0.75 avg60=0.00 avg300=0.00 total=3")
                .write("pressure/io", "some avg10=4.00 avg60=0 avg300=0 total=3", "full avg10=3.00 avg60=0 total=3");
    }

    @Test
    void everyMetricComesInDisplayOrderFromTheSecondSampleOn() {
        proc.sampleAfter(1);
        proc.write("stat", "cpu  200 10 50 1000 20 3 2 5 40 4");
        assertEquals(catalogue(), new ArrayList<>(proc.sampleAfter(1).keySet()));
    }

    @Test
    void firstSampleLeavesOutWhatIsCountedSinceThePrevious() {
        List<String> expected = catalogue();
        expected.removeAll(NEED_TWO_SAMPLES);
        assertEquals(expected, new ArrayList<>(proc.sampleAfter(1).keySet()));
    }

    @Test
    void cpuIsSharedAmongAllTicksWithGuestsInUser() {
        proc.sampleAfter(1);
        Map<String, Double> metrics =
                proc.write("stat", "cpu  130 20 55 1030 30 6 4 15 70 4").sampleAfter(1);
        assertEquals(40.0, metrics.get("cpu_user_percent"));
        assertEquals(10.0, metrics.get("cpu_system_percent"));
        assertEquals(10.0, metrics.get("cpu_iowait_percent"));
        assertEquals(10.0, metrics.get("cpu_steal_percent"));
        assertEquals(30.0, metrics.get("cpu_idle_percent"));
    }

    @Test
    void iowaitRunningBackwardIsLeftOutAlone() {
        proc.sampleAfter(1);
        Map<String, Double> metrics =
                proc.write("stat", "cpu  160 10 50 1040 19 3 2 5 0 0").sampleAfter(1);
        assertEquals(60.0, metrics.get("cpu_user_percent"));
        assertEquals(40.0, metrics.get("cpu_idle_percent"));
        assertNull(metrics.get("cpu_iowait_percent"));
    }

    @Test
    void cpuResetOrStandingStillIsLeftOut() {
        proc.sampleAfter(1);
        assertNull(proc.sampleAfter(1).get("cpu_idle_percent"));
        proc.write("stat", "cpu  1 1 1 1 1 1 1 1 0 0");
        assertNull(proc.sampleAfter(1).get("cpu_idle_percent"));
    }

    @Test
    void memoryAndLoadArePlainReadings() {
        Map<String, Double> metrics = proc.sampleAfter(1);
        assertEquals(1000 * 1024.0, metrics.get("memory_total_bytes"));
        assertEquals(600 * 1024.0, metrics.get("memory_used_bytes"));
        assertEquals(400 * 1024.0, metrics.get("memory_available_bytes"));
        assertEquals(200 * 1024.0, metrics.get("swap_total_bytes"));
        assertEquals(50 * 1024.0, metrics.get("swap_used_bytes"));
        assertEquals(0.25, metrics.get("load_1m"));
        assertEquals(1.5, metrics.get("load_5m"));
        assertEquals(12.08, metrics.get("load_15m"));
    }

    @Test
    void pressureIsTheTenSecondAverage() {
        Map<String, Double> metrics = proc.sampleAfter(1);
        assertEquals(1.25, metrics.get("pressure_cpu_some_percent"));
        assertEquals(2.5, metrics.get("pressure_memory_some_percent"));
        assertEquals(0.75, metrics.get("pressure_memory_full_percent"));
        assertEquals(4.0, metrics.get("pressure_io_some_percent"));
        assertEquals(3.0, metrics.get("pressure_io_full_percent"));
    }

    @Test
    void networkRatesLeaveOutLo() {
        proc.sampleAfter(1);
        Map<String, Double> metrics = proc.network(1500, 600).sampleAfter(2);
        assertEquals(250.0, metrics.get("net_receive_bytes_per_second"));
        assertEquals(50.0, metrics.get("net_transmit_bytes_per_second"));
    }

    @Test
    void counterThatWrappedLeavesOutItsRateAlone() {
        proc.sampleAfter(1);
        Map<String, Double> wrapped = proc.network(10, 600).sampleAfter(1);
        assertNull(wrapped.get("net_receive_bytes_per_second"));
        assertEquals(100.0, wrapped.get("net_transmit_bytes_per_second"));
        assertEquals(90.0, proc.network(100, 700).sampleAfter(1).get("net_receive_bytes_per_second"));
    }

    @Test
    void noElapsedTimeLeavesOutRates() {
        proc.sampleAfter(1);
        Map<String, Double> metrics = proc.network(9000, 9000).sampleAfter(0);
        assertFalse(metrics.containsKey("net_receive_bytes_per_second"));
        assertFalse(metrics.containsKey("disk_read_bytes_per_second"));
    }

    @Test
    void deviceThatCameLeavesOutTheRatesOnce() {
        proc.sampleAfter(1);
        proc.write("diskstats", " 8 0 sda 1 0 100 0 1 0 200 0", " 8 16 sdb 1 0 7000 0 1 0 7000 0");
        assertNull(proc.sampleAfter(1).get("disk_read_bytes_per_second"));
        assertEquals(0.0, proc.sampleAfter(1).get("disk_read_bytes_per_second"));
    }

    @Test
    void missingFilesLeaveOutTheirMetricsOnly() {
        proc.sampleAfter(1);
        proc.remove("pressure/cpu")
                .remove("pressure/io")
                .remove("net/dev")
                .remove("stat")
                .remove("meminfo");
        Map<String, Double> metrics = proc.sampleAfter(1);
        assertEquals(
                List.of(
                        "load_1m",
                        "load_5m",
                        "load_15m",
                        "disk_read_bytes_per_second",
                        "disk_write_bytes_per_second",
                        "pressure_memory_some_percent",
                        "pressure_memory_full_percent"),
                new ArrayList<>(metrics.keySet()));
    }

    @Test
    void ratesAreNotTakenAcrossASampleThatLackedTheFile() {
        proc.sampleAfter(1);
        proc.remove("net/dev").sampleAfter(1);
        assertNull(proc.network(2000, 2000).sampleAfter(1).get("net_receive_bytes_per_second"));
        assertEquals(5.0, proc.network(2005, 2000).sampleAfter(1).get("net_receive_bytes_per_second"));
    }

    @Test
    void malformedLinesLeaveOutTheirMetricsOnly() {
        proc.sampleAfter(1);
        proc.write("stat", "cpu  200 ten 50 1000 20 3 2 5 40 4")
                .write("loadavg", "0.25 high 12.08 2/340")
                .write("meminfo", "MemTotal: 1000 kB", "MemAvailable: kB", "SwapTotal: 99999999999999999999 kB", "Swap")
                .write("net/dev", "eth0: 1 2 3")
                .write("diskstats", "8 0 sda 10 0", "")
                .write("pressure/cpu", "some avg10=nan", "some")
                .write("pressure/memory", "full avg10=-1.0", "some avg10=1.", "\0\0");
        assertEquals(
                List.of(
                        "load_1m",
                        "load_15m",
                        "memory_total_bytes",
                        "pressure_io_some_percent",
                        "pressure_io_full_percent"),
                new ArrayList<>(proc.sampleAfter(1).keySet()));
    }

    @Test
    void thisHostTellsItsMemoryAndCpu() {
        HostSampler sampler = new HostSampler(Path.of("/proc"));
        List<String> names = new ArrayList<>();
        sampler.sample(1, (name, unit, value) -> names.add(name));
        assertTrue(names.contains("memory_used_bytes"), names.toString());
        assertTrue(names.contains("load_1m"), names.toString());
    }

    private static List<String> catalogue() {
        List<String> names = new ArrayList<>();
        for (HostMetric metric : HostMetric.values()) {
            names.add(metric.metricName());
        }
        return names;
    }
}
