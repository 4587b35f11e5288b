package tool;

import io.stci.activemessages.message.Codecs;
import io.stci.agents.LocalSessionOptions;
import io.stci.agents.LocalSessions;
import io.stci.groupops.filter.Reduction;
import io.stci.routing.Shape;
import io.stci.session.Session;
import io.stci.session.tool.StreamOptions;
import io.stci.session.tool.ToolStream;
import io.stci.session.tool.Wave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Asks 16 agents below 4 junctions what their steps took, and replaces the filter that combines it as the stream runs. */
public final class FrontEnd {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private FrontEnd() {}

    /** @param jars version 1 of the filter, and version 2 */
    public static void main(String[] jars) throws IOException {
        LocalSessionOptions options = LocalSessionOptions.of(16, Worker.class).withShape(Shape.parse("4x4"));
        try (Session session = LocalSessions.open(options)) {
            load(session, Path.of(jars[0]));
            try (ToolStream<Integer, long[]> steps = session.open(StreamOptions.named("step", Reduction.of("waits")))) {
                ask(steps, 1);
                ask(steps, 2);
                load(session, Path.of(jars[1]));
                ask(steps, 3);
                // From the next wave on; those before, also if they are on their way still, keep version 1.
                steps.change(Reduction.of("waits", (byte) 3)).await(LIMIT);
                ask(steps, 4);
                for (int i = 0; i < 4; i++) {
                    print(steps.next().await(LIMIT));
                }
            }
        }
    }

    private static void load(Session session, Path jar) throws IOException {
        session.loadFilters("waits.jar", Files.readAllBytes(jar), LIMIT).await(LIMIT);
        System.out.println("loaded " + jar + " at every node");
    }

    private static void ask(ToolStream<Integer, long[]> steps, int step) {
        steps.ask(Codecs.int32(), step).await(LIMIT);
    }

    private static void print(Wave<long[]> wave) {
        long[] value = wave.result().value().orElseThrow();
        StringBuilder text = new StringBuilder(
                "wave " + wave.number() + " of [" + wave.result().ranks() + "]: others waited ");
        text.append(value[0] * value[2] - value[1]).append(" ms for");
        for (int i = 2; i < value.length; i += 2) {
            text.append(i == 2 ? " rank " : ", then rank ")
                    .append(value[i + 1])
                    .append(" (")
                    .append(value[i])
                    .append(" ms)");
        }
        System.out.println(text);
    }
}
