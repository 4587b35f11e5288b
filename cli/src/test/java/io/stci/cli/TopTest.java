package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.session.MetricSummary;
import io.stci.session.SampleWave;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

@Timeout(30)
class TopTest {
    private static final double GIB = 1 << 30;
    private final CliRun run = new CliRun();

    @Test
    void offATerminalATickIsOneLine() {
        assertEquals(0, top(wave(1), "--count", "1"));
        assertEquals(
                "12:00:01 15/16 ranks cpu 12.3% (max 80% @5) load 0.42 mem 1.20/23 GiB missing [3]: late\n", run.out());
    }

    @Test
    void jsonReadsBack() {
        assertEquals(0, top(wave(7), "--count", "1", "--json"));
        assertEquals(1, run.out().lines().count());
        Map<String, String> values = flatten(run.out());
        assertEquals("7", values.get("wave"));
        assertEquals("2026-05-04T12:00:01.500Z", values.get("time"));
        assertEquals("1a2b3c4d", values.get("session"));
        assertEquals("16", values.get("size"));
        assertEquals("0-2,4-15", values.get("ranks"));
        assertEquals("15", values.get("count"));
        assertEquals("3", values.get("missing.ranks"));
        assertEquals("late", values.get("missing.reason"));
        assertEquals("percent", values.get("metrics.cpu_idle_percent.unit"));
        assertEquals("5", values.get("metrics.cpu_idle_percent.min_rank"));
        assertEquals("87.7", values.get("metrics.cpu_idle_percent.mean").substring(0, 4));
    }

    @Test
    void jsonWritesNullForWhatIsNoNumber() {
        MetricSummary odd = new MetricSummary("odd", "tasks", 1, Double.NaN, 0, 0, 0, 0, 0, 0, 0);
        String line = new TopJson("x").render(new SampleWave(1, RankSet.of(0), Map.of(), List.of(odd)), CliRun.NOW);
        assertEquals("null", flatten(line).get("metrics.odd.sum"));
    }

    @Test
    void theTableFitsTheTerminalAndIsRedrawnInPlace() {
        TopTable table = new TopTable("1a2b3c4d", 50, 5, ZoneOffset.UTC);
        String first = table.render(wave(1), CliRun.NOW);
        String second = table.render(wave(2), CliRun.NOW);
        assertTrue(first.startsWith("\u001b[2J\u001b[H"), first);
        assertTrue(second.startsWith("\u001b[Hstci session 1a2b3c4d  15/16 ranks  tick 2  12:00:"), second);
        assertEquals(4, second.lines().filter(line -> line.endsWith("\u001b[K")).count());
        String plain = second.replaceAll("\u001b\\[[0-9]*[A-Z]", "");
        plain.lines().forEach(line -> assertTrue(line.length() <= 50, line));
        assertTrue(plain.contains("missing [3]: late"), plain);
    }

    @Test
    void aWideTableHasAllColumns() {
        String text = new TopTable("1a2b3c4d", 200, 50, ZoneOffset.UTC).render(wave(1), CliRun.NOW);
        assertTrue(text.contains("p99"), text);
        assertTrue(text.contains("20%@5"), text);
        assertTrue(text.contains("1.20GiB"), text);
    }

    @Test
    void aSignalEndsTheSequence() {
        run.onStart = fake -> run.signals.join().accept(2);
        assertEquals(130, run.run("top", "--local", "16"));
        assertTrue(run.session.join().sampled.isDone());
        assertTrue(run.session.join().closed);
    }

    private int top(SampleWave wave, String... options) {
        run.onStart = fake -> {
            fake.onWave.accept(wave);
            fake.sampled.complete(null);
        };
        String[] words = new String[options.length + 3];
        System.arraycopy(new String[] {"top", "--local", "16"}, 0, words, 0, 3);
        System.arraycopy(options, 0, words, 3, options.length);
        return run.run(words);
    }

    private static SampleWave wave(long number) {
        RankSet late = RankSet.of(3);
        return new SampleWave(
                number,
                RankSet.all(16).minus(late),
                Map.of("late", late),
                List.of(
                        new MetricSummary("cpu_idle_percent", "percent", 15, 15 * 87.7, 20, 5, 100, 0, 90, 99, 100),
                        new MetricSummary("load_1m", "tasks", 15, 15 * 0.42, 0, 1, 2, 4, 0.4, 1, 2),
                        new MetricSummary("memory_used_bytes", "bytes", 1, 1.2 * GIB, GIB, 0, GIB, 0, GIB, GIB, GIB),
                        new MetricSummary("memory_total_bytes", "bytes", 1, 23 * GIB, GIB, 0, GIB, 0, GIB, GIB, GIB)));
    }

    /** Scalar values by their dotted path; of arrays the last element counts. */
    private static Map<String, String> flatten(String json) {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(path(parser), parser.getString());
                }
            }
        }
        return values;
    }

    private static String path(JsonParser parser) {
        StringBuilder path = new StringBuilder();
        for (var at = parser.streamReadContext(); at != null; at = at.getParent()) {
            if (at.currentName() != null) {
                path.insert(0, at.currentName() + (path.length() == 0 ? "" : "."));
            }
        }
        return path.toString();
    }
}
