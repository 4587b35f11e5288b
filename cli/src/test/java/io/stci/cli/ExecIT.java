package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole jobs over real trees of processes. */
@Timeout(300)
class ExecIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--local 4",
                "--local 4 --in-process",
                "--local 5 --fanout 2",
                "--topology 2x2 --per-process 1",
                "--local 4 --transport tcp",
                "--topology 2x2 --transport udp",
                "--local 3 --topology flat"
            })
    void everyAgentRunsTheCommandOnce(String where) throws Exception {
        try (StciProcess stci = exec(where, "--raw", "--", "echo", "here")) {
            assertEquals(0, stci.status(), stci.err());
            int agents = where.contains("5") ? 5 : where.contains("flat") ? 3 : 4;
            assertEquals("here\n".repeat(agents), stci.out());
            assertEquals("", stci.err());
        }
    }

    @Test
    void linesCarryTheRanksThatWroteThem() throws Exception {
        try (StciProcess stci = exec("--local 4", "--", "sh", "-c", "echo a; echo b >&2")) {
            assertEquals(0, stci.status(), stci.err());
            assertTrue(stci.out().lines().allMatch(line -> line.matches("\\[[0-3,-]+] a")), stci.out());
            assertTrue(stci.err().lines().allMatch(line -> line.matches("\\[[0-3,-]+] b")), stci.err());
        }
    }

    @Test
    void gatherJoinsEqualOutputs() throws Exception {
        try (StciProcess stci = exec("--local 16 --fanout 4", "-b", "--", "printf", "x\\ny")) {
            assertEquals(0, stci.status(), stci.err());
            String rule = "---------------\n";
            assertEquals(rule + "[0-15] (16)\n" + rule + "x\ny\n", stci.out());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    exit 3              | 3   | stci: exit 3: [0,1]
                    kill -9 $$          | 137 | stci: killed by SIGKILL: [0,1]
                    """)
    void theStatusIsTheHighestOfTheCommands(String script, int status, String summary) throws Exception {
        try (StciProcess stci = exec("--local 2", "--", "sh", "-c", script.strip())) {
            assertEquals(status, stci.status());
            assertEquals(summary + "\n", stci.err());
        }
    }

    @Test
    void aCommandThatIsNotThereIs127AndOneNotExecutable126(@TempDir Path temp) throws Exception {
        try (StciProcess stci = exec("--local 2", "--", "nosuchcmd")) {
            assertEquals(127, stci.status());
            assertEquals("stci: not found: [0,1] (nosuchcmd)\n", stci.err());
        }
        Path plain = Files.createFile(temp.resolve("plain"));
        try (StciProcess stci = exec("--local 2", "--", plain.toString())) {
            assertEquals(126, stci.status());
            assertEquals("stci: not executable: [0,1] (" + plain + ")\n", stci.err());
        }
    }

    @Test
    void onlyTheChosenRanksRun() throws Exception {
        try (StciProcess stci = exec("--local 8 --ranks !0-5", "--raw", "--", "echo", "x")) {
            assertEquals(0, stci.status(), stci.err());
            assertEquals("x\nx\n", stci.out());
        }
    }

    @Test
    void standardInputReachesTheChosenRanksAndTheOthersReadItsEnd() throws Exception {
        try (StciProcess stci = StciProcess.open("exec", "--local", "3", "--stdin", "1", "-b", "--", "cat")) {
            stci.stdin().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            stci.stdin().close();
            assertEquals(0, stci.status(), stci.err());
            assertEquals("---------------\n[1] (1)\n---------------\nhello\n", stci.out());
        }
    }

    @Test
    void outputFilesHoldEachRanksBytes(@TempDir Path temp) throws Exception {
        String script = "head -c 300000 /dev/zero; echo bad >&2";
        try (StciProcess stci = exec("--local 3 --output " + temp, "--", "sh", "-c", script)) {
            assertEquals(0, stci.status(), stci.err());
        }
        for (int rank = 0; rank < 3; rank++) {
            assertArrayEquals(new byte[300_000], Files.readAllBytes(temp.resolve(rank + ".out")));
            assertEquals("bad\n", Files.readString(temp.resolve(rank + ".err")));
        }
    }

    @Test
    void aTimeOutEndsEverything() throws Exception {
        try (StciProcess stci = exec("--local 4 --timeout 500ms", "--", "sleep", "1000")) {
            assertEquals(124, stci.status());
            assertEquals("stci: not finished: [0-3] (after 500ms)\n", stci.err());
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void aSignalEndsTheTreeAndTheCommands(String name, int status) throws Exception {
        try (StciProcess stci = exec("--local 2 --raw", "--", "sh", "-c", "echo up; exec sleep 1000")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> stci.out().equals("up\nup\n"));
            List<ProcessHandle> started =
                    ProcessHandle.of(stci.pid()).orElseThrow().descendants().toList();
            assertFalse(started.isEmpty());
            stci.signal(name);
            assertEquals(status, stci.status());
            assertEquals("stci: not finished: [0,1] (interrupted)\n", stci.err());
            Awaitility.await().until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void aReaderThatGoesAwayEndsTheJobQuietly() throws Exception {
        String line = "{ \"$STCI\" exec --local 2 -- yes; echo status $? >&2; } | head -n 3";
        try (StciProcess stci = StciProcess.shell(line)) {
            stci.status();
            assertEquals("status 141\n", stci.err());
            assertEquals(3, stci.out().lines().count());
        }
    }

    @Test
    void everyLineOfABusyJobArrives() throws Exception {
        try (StciProcess stci = exec("--local 4 --raw", "--", "seq", "1", "50000")) {
            assertEquals(0, stci.status(), stci.err());
            assertEquals(200_000, stci.out().lines().count());
            assertEquals(50_000, new TreeSet<>(stci.out().lines().toList()).size());
        }
    }

    private static StciProcess exec(String where, String... rest) throws Exception {
        String[] options = where.split(" ");
        String[] words = new String[1 + options.length + rest.length];
        words[0] = "exec";
        System.arraycopy(options, 0, words, 1, options.length);
        System.arraycopy(rest, 0, words, 1 + options.length, rest.length);
        return StciProcess.start(words);
    }
}
