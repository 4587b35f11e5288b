package io.stci.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the micro benchmarks and prints a table, or with {@code --json} an object a line. {@code --c1} compiles as
 * {@code stci} does, for a quick start; {@code --quick} measures for a shorter time. Other words select by name.
 */
public final class Micro {
    private static final Set<String> OPTIONS = Set.of("--json", "--c1", "--quick");
    private static final List<String> JVM = List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Dio.netty.leakDetection.level=disabled",
            "-Dio.netty.recycler.chunkSize=1024",
            "-Djmh.executor=CUSTOM",
            "-Djmh.executor.class=" + FastThreads.class.getName());

    /** Short, so that on a busy machine some are undisturbed. */
    private static final TimeValue SLICE = TimeValue.milliseconds(100);

    private Micro() {}

    public static void main(String[] words) throws RunnerException {
        List<String> asked = List.of(words);
        Collection<RunResult> results = new Runner(options(asked).build()).run();
        List<Row> rows = results.stream()
                .map(Row::of)
                .sorted(Comparator.comparing(Row::name))
                .toList();
        rows.stream().map(asked.contains("--json") ? Row::json : Row::text).forEach(System.out::println);
    }

    private static ChainedOptionsBuilder options(List<String> asked) {
        List<String> jvm = new ArrayList<>(JVM);
        if (asked.contains("--c1")) {
            jvm.add("-XX:TieredStopAtLevel=1");
        }
        int slices = asked.contains("--quick") ? 10 : 50;
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(1)
                .warmupIterations(slices)
                .warmupTime(SLICE)
                .measurementIterations(slices)
                .measurementTime(SLICE)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend(jvm.toArray(String[]::new));
        asked.stream().filter(word -> !OPTIONS.contains(word)).forEach(options::include);
        return options;
    }
}
