package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.RankSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final ProgressLine progress = ProgressLine.on(screen, 20);

    @Test
    void theLineIsDrawnCutToTheWidthAndWipedAtTheEnd() throws IOException {
        progress.show(() -> "0123456789012345678901234567890");
        Awaitility.await().until(() -> screen.size() > 0);
        progress.close();
        assertEquals("0123456789012345..." + ERASE, screen());
    }

    @Test
    void outputWipesTheLineAndKeepsItAwayUntilItsOwnLineEnds() throws IOException {
        progress.show(() -> "12/20");
        Awaitility.await().until(() -> screen.size() > 0);
        write("half a");
        progress.paint();
        assertEquals("12/20" + ERASE + "half a", screen());
        write(" line\n");
        progress.paint();
        assertEquals("12/20" + ERASE + "half a line\n12/20", screen());
        progress.close();
    }

    @Test
    void offATerminalNothingIsDrawn() throws IOException {
        ProgressLine none = ProgressLine.none();
        none.show(() -> "text");
        none.write(screen, "out".getBytes(StandardCharsets.US_ASCII), 0, 3);
        none.close();
        assertEquals("out", screen());
    }

    @Test
    void formingNamesWhoIsAwaited() {
        Forming forming = new Forming();
        forming.onProgress(12, 20, "agent 5 on host");
        assertEquals("stci: 12/20 nodes connected, waiting for agent 5 on host", forming.text());
        forming.onLost(RankSet.of(3), "gone");
        assertEquals(Map.of("gone", RankSet.of(3)), forming.lost());
    }

    private void write(String text) throws IOException {
        progress.write(screen, text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }
}
