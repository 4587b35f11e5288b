package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.Outcome;
import io.stci.session.OutputMode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ExecRunTest {
    private final CliRun run = new CliRun();

    @Test
    void everyWordFromTheCommandOnBelongsToIt() {
        run.onStart = CliRun.allEnd(Outcome.exited(0));
        assertEquals(0, run.run("exec", "--local", "4", "sh", "-c", "x", "--", "--raw", "@file", ""));
        FakeSession fake = run.session.join();
        assertEquals(List.of("sh", "-c", "x", "--", "--raw", "@file", ""), fake.request.command());
        assertEquals(OutputMode.LINES, fake.request.mode());
        assertEquals(RankSet.all(4), fake.request.ranks());
        assertTrue(fake.closed);
    }

    @Test
    void stdinTakesTheNextWordOnlyIfItNamesRanks() {
        assertEquals(RankSet.range(0, 1), stdinRanks("--stdin", "0-1", "cat"));
        assertEquals(RankSet.range(0, 1), stdinRanks("--stdin=0-1", "cat"));
        assertEquals(RankSet.all(4), stdinRanks("--stdin", "cat"));
        assertEquals(RankSet.all(4), stdinRanks("--stdin", "--", "cat"));
        assertEquals(RankSet.of(3), stdinRanks("--stdin", "-n", "3", "cat"));
        assertEquals(RankSet.empty(), stdinRanks("cat"));
    }

    @Test
    void standardInputReachesTheJobAndEnds() {
        run.input = "to all\n";
        run.onStart = fake -> {
            assertEquals("to all\n", fake.stdin.join());
            CliRun.allEnd(Outcome.exited(0)).accept(fake);
        };
        assertEquals(0, run.run("exec", "--local", "2", "--stdin", "cat"));
    }

    @Test
    void linesComeOutLabelledByStreamAndTheWorstStatusWins() {
        run.onStart = fake -> {
            CliRun.write(fake.stdout, RankSet.all(2), "same\n", false);
            CliRun.write(fake.stderr, RankSet.of(1), "oops\n", false);
            CliRun.allEnd(Outcome.exited(3)).accept(fake);
        };
        assertEquals(3, run.run("exec", "--local", "2", "x"));
        assertEquals("[0,1] same\n", run.out());
        assertEquals("[1] oops\nstci: exit 3: [0,1]\n", run.err());
    }

    @Test
    void aTimeOutEndsTheCommandsWithGraceAndStatus124() {
        assertEquals(ExitStatus.TIME_OUT, run.run("exec", "--local", "3", "--timeout", "10ms", "sleep"));
        assertEquals("stci: not finished: [0-2] (after 10ms)\n", run.err());
        assertEquals(TimeUnit.SECONDS.toNanos(2), run.session.join().graceNs);
    }

    @Test
    void aSignalEndsTheCommandsAndASecondOneHalts() {
        run.onStart = fake -> run.signals.join().accept(15);
        assertEquals(143, run.run("exec", "--local", "2", "sleep"));
        assertEquals("stci: not finished: [0,1] (interrupted)\n", run.err());
        run.signals.join().accept(2);
        assertEquals(130, run.halted.join());
        assertTrue(run.session.join().closed);
    }

    @Test
    void aSignalWhileTheTreeFormsEndsTheSession() {
        run.forms = false;
        run.session.thenAcceptAsync(fake -> run.signals.join().accept(2));
        assertEquals(130, run.run("exec", "--local", "2", "x"));
        assertEquals("stci: interrupted: the tree had not formed yet\n", run.err());
        assertTrue(run.session.join().closed);
    }

    @Test
    void aTreeThatCanNotFormIsOneLineAndStatus125() {
        run.forms = false;
        run.session.thenAccept(fake -> fake.ready.completeExceptionally(
                new StciException(Status.DEADLINE_EXCEEDED, "tree", "agent 1 never came", "raise --join-timeout")));
        assertEquals(ExitStatus.STCI_FAILED, run.run("exec", "--local", "2", "x"));
        assertEquals("stci: tree: agent 1 never came; raise --join-timeout\n", run.err());
        assertTrue(run.session.join().closed);
    }

    @Test
    void aReaderThatGoesAwayEndsTheJobQuietlyEvenIfNothingMoreIsWritten() {
        run.stdout = failing(new ClosedOutputException(new IOException("Broken pipe")));
        run.onStart = fake -> CliRun.write(fake.stdout, RankSet.of(0), "line\n", false);
        assertEquals(ExitStatus.OUTPUT_CLOSED, run.run("exec", "--local", "2", "x"));
        assertEquals("", run.err());
        assertEquals(0, run.session.join().graceNs);
    }

    @Test
    void aReaderThatHasStoppedReadingDoesNotKeepAnEndedRun() {
        run.stdout = neverTaking();
        run.onStart = fake -> {
            CliRun.write(fake.stdout, RankSet.of(0), "line\n", false);
            run.signals.join().accept(15);
        };
        assertEquals(143, run.run("exec", "--local", "2", "x"));
        assertTrue(run.session.join().closed);
        assertEquals(
                "stci: output: its reader has stopped reading; what it had not taken is dropped\n"
                        + "stci: not finished: [0,1] (interrupted)\n",
                run.err());
    }

    @Test
    void droppedOutputIsAFailureEvenIfEveryCommandHasEnded() {
        run.stdout = neverTaking();
        run.onStart = fake -> {
            CliRun.write(fake.stdout, RankSet.of(0), "line\n", false);
            CliRun.allEnd(Outcome.exited(0)).accept(fake);
        };
        assertEquals(ExitStatus.STCI_FAILED, run.run("exec", "--local", "2", "--timeout", "1s", "x"));
    }

    @Test
    void aSignalAfterTheTimeOutEndsItAtOnce() {
        run.stdout = neverTaking();
        run.onStart = fake -> CliRun.write(fake.stdout, RankSet.of(0), "line\n", false);
        run.session.thenAcceptAsync(fake -> {
            fake.result.join();
            run.signals.join().accept(2);
        });
        assertEquals(ExitStatus.TIME_OUT, run.run("exec", "--local", "2", "--timeout", "10ms", "x"));
        assertEquals(130, run.halted.join());
    }

    @Test
    void aFullDiskIsReported() {
        run.stdout = failing(new IOException("No space left on device"));
        run.onStart = fake -> CliRun.write(fake.stdout, RankSet.of(0), "line\n", false);
        assertEquals(ExitStatus.STCI_FAILED, run.run("exec", "--local", "1", "x"));
        assertEquals("stci: output: No space left on device\nstci: not finished: [0]\n", run.err());
    }

    @Test
    void outputFilesAreNamedByRank(@TempDir Path temp) throws IOException {
        Path directory = temp.resolve("made/here");
        run.onStart = fake -> {
            CliRun.write(fake.stdout, RankSet.of(1), "one", false);
            CliRun.write(fake.stderr, RankSet.of(1), "bad", false);
            CliRun.allEnd(Outcome.exited(0)).accept(fake);
        };
        assertEquals(0, run.run("exec", "--local", "2", "--output", directory.toString(), "x"));
        assertEquals("", Files.readString(directory.resolve("0.out")));
        assertEquals("one", Files.readString(directory.resolve("1.out")));
        assertEquals("bad", Files.readString(directory.resolve("1.err")));
        assertTrue(Files.notExists(directory.resolve("0.err")));
    }

    @Test
    void aFileInPlaceOfTheOutputDirectoryIsAUsageError(@TempDir Path temp) throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertEquals(ExitStatus.USAGE, run.run("exec", "--local", "2", "--output", file.toString(), "x"));
        assertEquals(
                "stci: --output: '" + file + "' is not a directory; name a directory that you may write to\n",
                run.err());
    }

    private static RankSet stdinRanks(String... words) {
        CliRun run = new CliRun();
        run.onStart = CliRun.allEnd(Outcome.exited(0));
        String[] line = new String[words.length + 3];
        System.arraycopy(new String[] {"exec", "--local", "4"}, 0, line, 0, 3);
        System.arraycopy(words, 0, line, 3, words.length);
        assertEquals(0, run.run(line), run.err());
        FakeSession fake = run.session.join();
        assertEquals(List.of("cat"), fake.request.command());
        return fake.request.stdinRanks();
    }

    /** As a pipe is whose reader has stopped reading. */
    private static OutputStream neverTaking() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        return new OutputStream() {
            @Override
            public void write(int b) {
                never.join();
            }
        };
    }

    private static OutputStream failing(IOException failure) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw failure;
            }
        };
    }
}
