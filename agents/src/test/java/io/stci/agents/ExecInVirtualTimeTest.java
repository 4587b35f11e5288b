package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.session.ExecJob;
import io.stci.session.ExecResult;
import io.stci.session.Outcome;
import io.stci.session.OutputMode;
import io.stci.session.Repair;
import io.stci.session.SinkThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecInVirtualTimeTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"flat", "kary:2", "kary:4", "4x4", "2x2x4", "knomial:2", "knomial:3"})
    void equalLinesOfAllRanksComeOutAsOne(String shape) {
        try (VirtualTree tree = VirtualTree.running(shape, 16, directory, command -> {
            command.started().print("hello\n").complain(command.rank + "\n").exit(Outcome.exited(command.rank % 3));
        })) {
            ExecJob job = tree.exec(OutputMode.LINES);
            tree.awaitEnd(job);
            assertEquals(List.of("[0-15] hello\n"), tree.stdout.runs);
            assertEquals(16, tree.stderr.byRank.size());
            assertEquals("7\n", tree.stderr.ofRank(7));
            assertEquals(
                    Map.of(
                            Outcome.exited(0), RankSet.parse("0,3,6,9,12,15"),
                            Outcome.exited(1), RankSet.parse("1,4,7,10,13"),
                            Outcome.exited(2), RankSet.parse("2,5,8,11,14")),
                    job.result().join().outcomes());
        }
    }

    @Test
    void linesWaitForSlowStartersButNotForSilentRanks() {
        try (VirtualTree tree = VirtualTree.running("4x4", 16, directory, command -> {})) {
            ExecJob job = tree.exec(OutputMode.LINES);
            tree.commands.byRank.get(3).started().print("one\n");
            tree.time.advance(2, TimeUnit.SECONDS);
            assertEquals(List.of(), tree.stdout.runs);
            tree.commands.byRank.values().stream().filter(c -> c.rank != 3).forEach(c -> c.started());
            tree.time.advance(200, TimeUnit.MILLISECONDS);
            assertEquals(List.of("[3] one\n"), tree.stdout.runs);
            tree.commands.byRank.values().forEach(command -> command.exit(Outcome.exited(0)));
            tree.awaitEnd(job);
        }
    }

    @Test
    void onlyTheChosenRanksRunAndHear() {
        try (VirtualTree tree = VirtualTree.running("4x4", 16, directory, command -> command.started())) {
            ExecJob job = tree.exec(OutputMode.LINES, RankSet.parse("1,5-6"), RankSet.parse("5"));
            assertEquals(List.of(1, 5, 6), List.copyOf(tree.commands.byRank.keySet()));
            feed(job, "input");
            tree.time.settle();
            assertEquals("input", tree.commands.byRank.get(5).input.toString());
            assertEquals("", tree.commands.byRank.get(1).input.toString());
            assertFalse(tree.commands.byRank.get(5).inputEnded);
            job.closeStdin();
            tree.time.settle();
            assertTrue(tree.commands.byRank.get(5).inputEnded);
            tree.commands.byRank.values().forEach(command -> command.exit(Outcome.exited(0)));
            tree.awaitEnd(job);
        }
    }

    @Test
    void gatheredOutputsComeOnceEachLargestGroupFirst() {
        try (VirtualTree tree = VirtualTree.running("kary:2", 9, directory, command -> {
            String text = command.rank < 3 ? "few\n" : "many\nlines\n";
            command.started()
                    .print(text)
                    .complain(command.rank == 4 ? "trouble" : "")
                    .exit(Outcome.exited(0));
        })) {
            ExecJob job = tree.exec(OutputMode.GATHER);
            tree.awaitEnd(job);
            assertEquals(
                    List.of("group [3-8] 11", "[3] many\nlines\n", "group [0-2] 4", "[0] few\n"), tree.stdout.runs);
            assertEquals(List.of("group [4] 7", "[4] trouble"), tree.stderr.runs);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4x4", "2x2x4", "kary:2", "knomial:2"})
    void nothingIsLostOrPrintedTwiceWhenAJunctionDies(String shape) {
        try (VirtualTree tree = VirtualTree.running(shape, 16, directory, command -> command.started())) {
            ExecJob job = tree.exec(OutputMode.LINES);
            tree.commands.byRank.values().forEach(command -> command.print("before " + command.rank % 2 + "\n"));
            tree.kill(2);
            tree.commands
                    .byRank
                    .values()
                    .forEach(command -> command.print("after\n").exit(Outcome.exited(0)));
            tree.awaitEnd(job);
            ExecResult result = job.result().join();
            assertEquals(Map.of(Outcome.exited(0), RankSet.all(16)), result.outcomes());
            assertEquals(Map.of(), result.lost());
            for (int rank = 0; rank < 16; rank++) {
                assertEquals("before " + rank % 2 + "\nafter\n", tree.stdout.ofRank(rank), "rank " + rank);
            }
            List<Repair> repairs = tree.repairs();
            assertEquals(1, repairs.size());
            assertEquals("junction 2 on host", repairs.get(0).culprit());
        }
    }

    @Test
    void aLostAgentIsNamedAndTheOthersGoOn() {
        try (VirtualTree tree = VirtualTree.running("4x4", 16, directory, command -> command.started())) {
            ExecJob job = tree.exec(OutputMode.LINES);
            tree.commands.byRank.values().forEach(command -> command.print("before\n"));
            tree.kill(tree.topology.node(5));
            tree.commands
                    .byRank
                    .values()
                    .forEach(command -> command.print("after\n").exit(Outcome.exited(0)));
            tree.awaitEnd(job);
            ExecResult result = job.result().join();
            assertEquals(Map.of(Outcome.exited(0), RankSet.parse("0-4,6-15")), result.outcomes());
            Map.Entry<String, RankSet> lost =
                    result.lost().entrySet().iterator().next();
            assertEquals(RankSet.of(5), lost.getValue());
            assertTrue(lost.getKey().startsWith("agent 5 on host: "), lost.getKey());
            assertEquals("before\nafter\n", tree.stdout.ofRank(6));
            assertTrue(tree.commands.byRank.get(5).killed);
        }
    }

    @Test
    void terminateAsksFirstAndKillsAfterTheGrace() {
        try (VirtualTree tree = VirtualTree.running("4x4", 16, directory, command -> command.started())) {
            ExecJob job = tree.exec(OutputMode.LINES);
            tree.commands.byRank.get(0).exit(Outcome.exited(0));
            tree.time.advance(2, TimeUnit.SECONDS);
            assertEquals("1-15", job.running().toString());
            job.terminate(TimeUnit.SECONDS.toNanos(2));
            tree.time.advance(1900, TimeUnit.MILLISECONDS);
            assertTrue(tree.commands.byRank.get(1).terminated);
            assertFalse(tree.commands.byRank.get(1).killed);
            tree.commands.byRank.get(1).exit(Outcome.signalled(Signals.SIGTERM));
            tree.awaitEnd(job);
            assertTrue(tree.commands.byRank.get(2).killed);
            assertEquals("1-15", job.result().join().unfinished().toString());
            assertEquals(
                    Map.of(Outcome.exited(0), RankSet.of(0)),
                    job.result().join().outcomes());
        }
    }

    @Test
    void aSinkThatTakesNothingHoldsTheCommandsUpAndLosesNothing() {
        Deque<Runnable> blocked = new ArrayDeque<>();
        SinkThreads stuck = name -> blocked::add;
        try (VirtualTree tree = new VirtualTree(
                "4x4", 16, directory, stuck, rank -> (nowNs, out) -> {}, command -> command.started())) {
            tree.form();
            ExecJob job = tree.exec(OutputMode.RAW);
            Random random = new Random(42);
            StringBuilder[] written = new StringBuilder[16];
            for (int rank = 0; rank < 16; rank++) {
                written[rank] = new StringBuilder();
                writeMuch(tree.commands.byRank.get(rank), random, written[rank]);
            }
            tree.time.advance(1, TimeUnit.SECONDS);
            int heldUp = tree.commands.byRank.values().stream()
                    .mapToInt(c -> c.outstandingRecords)
                    .sum();
            assertTrue(heldUp > 16 * 150, "only " + heldUp + " records are held up at the agents");
            tree.commands.byRank.values().forEach(command -> command.exit(Outcome.exited(0)));
            while (!job.result().isDone()) {
                while (!blocked.isEmpty()) {
                    blocked.poll().run();
                }
                tree.time.settle();
            }
            for (int rank = 0; rank < 16; rank++) {
                assertEquals(written[rank].toString(), tree.stdout.ofRank(rank));
            }
        }
    }

    @Test
    void standardInputWaitsForTheSlowestRank() throws InterruptedException {
        try (VirtualTree tree = VirtualTree.running("4x4", 16, directory, command -> {
            command.takesInput = command.rank != 9;
            command.started();
        })) {
            ExecJob job = tree.exec(OutputMode.LINES, RankSet.all(16), RankSet.all(16));
            Thread feeder = new Thread(() -> feed(job, "x".repeat(1 << 20)));
            feeder.start();
            while (feeder.getState() != Thread.State.WAITING) {
                tree.time.settle();
            }
            tree.time.settle();
            int heard = tree.commands.byRank.get(0).input.size();
            assertTrue(heard <= 256 << 10, heard + " bytes are ahead of a rank that takes none");
            tree.commands.byRank.get(9).exit(Outcome.exited(0));
            while (feeder.isAlive()) {
                tree.time.settle();
            }
            tree.time.settle();
            assertEquals(1 << 20, tree.commands.byRank.get(0).input.size());
            tree.commands.byRank.values().forEach(command -> command.exit(Outcome.exited(0)));
            tree.awaitEnd(job);
        }
    }

    @Test
    void aSinkThatFailsEndsTheJobAndItsCommands() {
        try (VirtualTree tree = VirtualTree.running("4x4", 16, directory, command -> command.started())) {
            ExecJob job = tree.exec(OutputMode.LINES);
            tree.stdout.failure = new IOException("Broken pipe");
            tree.commands.byRank.values().forEach(command -> command.print("line\n"));
            tree.awaitEnd(job);
            CompletionException thrown =
                    assertThrows(CompletionException.class, () -> job.result().join());
            assertEquals("Broken pipe", thrown.getCause().getMessage());
            tree.time.settle();
            assertTrue(tree.commands.byRank.values().stream().allMatch(command -> command.killed));
        }
    }

    @Test
    void closingTheSessionEndsTheCommands() {
        VirtualTree tree = VirtualTree.running("kary:2", 8, directory, command -> command.started());
        ExecJob job = tree.exec(OutputMode.LINES);
        tree.close();
        assertTrue(job.result().isCompletedExceptionally());
        assertTrue(tree.commands.byRank.values().stream().allMatch(command -> command.killed));
        assertEquals(tree.topology.nodes() - 1, tree.ends.size());
    }

    private static void writeMuch(ScriptedCommands.Command command, Random random, StringBuilder written) {
        for (int i = 0; i < 200; i++) {
            String line = i + " " + "y".repeat(random.nextInt(16_000)) + "\n";
            written.append(line);
            command.print(line);
        }
    }

    private static void feed(ExecJob job, String text) {
        try {
            job.writeStdin(text.getBytes(), 0, text.length());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
