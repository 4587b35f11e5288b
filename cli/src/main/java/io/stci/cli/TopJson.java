package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.session.MetricSummary;
import io.stci.session.SampleWave;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One JSON object a line for each wave; docs/cli.md names the keys. */
final class TopJson implements TopView {
    private final JsonFactory factory = new JsonFactory();
    private final String sessionId;

    TopJson(String sessionId) {
        this.sessionId = sessionId;
    }

    @Override
    public String render(SampleWave wave, Instant time) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            writeHead(json, wave, time);
            writeMissing(json, wave.missing());
            json.writeObjectPropertyStart("metrics");
            wave.metrics().forEach(metric -> writeMetric(json, metric));
            json.writeEndObject();
            json.writeEndObject();
        }
        return line.append('\n').toString();
    }

    private void writeHead(JsonGenerator json, SampleWave wave, Instant time) {
        json.writeNumberProperty("wave", wave.wave());
        json.writeStringProperty("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        json.writeStringProperty("session", sessionId);
        json.writeNumberProperty("size", TopText.size(wave));
        json.writeStringProperty("ranks", wave.ranks().toString());
        json.writeNumberProperty("count", wave.ranks().size());
    }

    private static void writeMissing(JsonGenerator json, Map<String, RankSet> missing) {
        json.writeArrayPropertyStart("missing");
        missing.forEach((reason, ranks) -> {
            json.writeStartObject();
            json.writeStringProperty("ranks", ranks.toString());
            json.writeStringProperty("reason", reason);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private static void writeMetric(JsonGenerator json, MetricSummary metric) {
        json.writeObjectPropertyStart(metric.name());
        json.writeStringProperty("unit", metric.unit());
        json.writeNumberProperty("count", metric.count());
        number(json, "sum", metric.sum());
        number(json, "mean", metric.mean());
        number(json, "min", metric.min());
        json.writeNumberProperty("min_rank", metric.minRank());
        number(json, "max", metric.max());
        json.writeNumberProperty("max_rank", metric.maxRank());
        number(json, "p50", metric.p50());
        number(json, "p90", metric.p90());
        number(json, "p99", metric.p99());
        json.writeEndObject();
    }

    /** JSON has no word for what isn't a finite number. */
    private static void number(JsonGenerator json, String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }
}
