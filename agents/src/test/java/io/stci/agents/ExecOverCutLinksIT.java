package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.session.ExecJob;
import io.stci.session.ExecRequest;
import io.stci.session.ExecResult;
import io.stci.session.Outcome;
import io.stci.session.OutputMode;
import io.stci.session.Repair;
import io.stci.testkit.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands write all the time while links of their tree, which has real processes, fail. */
@Timeout(100)
class ExecOverCutLinksIT {
    private static final int LINES = 100;
    private static final String COUNT =
            "i=1; while [ $i -le " + LINES + " ]; do echo line $i; i=$((i+1)); sleep 0.05; done; exit 5";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RecordedOutput stdout = new RecordedOutput();

    @Test
    void outputIsWholeThoughLinksOfJunctionsAndAgentsAreCutAgainAndAgain() throws Exception {
        int junction = 2;
        int agent = 18;
        try (RealTree tree = RealTree.form("4x4", 16, Duration.ofSeconds(10), junction, agent)) {
            ExecJob job = tree.session.exec(
                    new ExecRequest(
                            List.of("sh", "-c", COUNT), RankSet.all(16), OutputMode.LINES, RankSet.empty(), "/"),
                    stdout,
                    new RecordedOutput());
            for (int line = 10; line <= 50; line += 10) {
                awaitLine(line);
                cut(tree.proxy(line == 30 ? agent : junction));
            }
            ExecResult result = job.result().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertEquals(Map.of(), result.lost());
            assertEquals(Map.of(Outcome.exited(5), RankSet.all(16)), result.outcomes());
            assertEveryLine();
            List<String> repairs = tree.repairs().stream().map(Repair::text).toList();
            System.out.println("cut links: " + repairs);
            assertEquals(1, repairs.size());
            assertTrue(repairs.get(0).startsWith("links of junction 2, agent 13: were lost; made again in "));
        }
    }

    private static void cut(TcpProxy link) {
        Awaitility.await().atMost(PATIENCE).until(() -> link.connections() == 1);
        link.cut();
    }

    private void awaitLine(int line) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> IntStream.range(0, 16)
                        .allMatch(rank -> stdout.ofRank(rank).contains("line " + line + "\n")));
    }

    private void assertEveryLine() {
        String all = IntStream.rangeClosed(1, LINES)
                .mapToObj(i -> "line " + i + "\n")
                .collect(Collectors.joining());
        IntStream.range(0, 16).forEach(rank -> assertEquals(all, stdout.ofRank(rank), "rank " + rank));
    }
}
