package io.stci.agents;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.session.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandProcessTest {
    @TempDir
    private Path directory;

    private final RecordedCommand command = new RecordedCommand();

    @Test
    void bothOutputsComeWholeAndApart() throws Exception {
        command.shell(directory, "seq 1 50000; echo problem >&2; exit 3");
        assertEquals(Outcome.exited(3), command.outcome());
        StringBuilder numbers = new StringBuilder();
        for (int i = 1; i <= 50000; i++) {
            numbers.append(i).append('\n');
        }
        assertEquals(numbers.toString(), command.stdout());
        assertEquals("problem\n", command.stderr());
    }

    @Test
    void deathBySignalIsTold() throws Exception {
        command.shell(directory, "kill -KILL $$");
        assertEquals(Outcome.signalled(Signals.SIGKILL), command.outcome());
    }

    @Test
    void exitStatusLikeASignalsIsTakenForOne() throws Exception {
        command.shell(directory, "exit 143");
        assertEquals(Outcome.signalled(Signals.SIGTERM), command.outcome());
        RecordedCommand beyond = new RecordedCommand();
        beyond.shell(directory, "exit 193");
        assertEquals(Outcome.exited(193), beyond.outcome());
        RecordedCommand base = new RecordedCommand();
        base.shell(directory, "exit 128");
        assertEquals(Outcome.exited(128), base.outcome());
    }

    @Test
    void environmentAndDirectoryAreThoseOfTheSpec() throws Exception {
        command.start(directory, false, Map.of("STCI_RANK", "7"), "sh", "-c", "echo $STCI_RANK $HOME; pwd -P");
        assertEquals(Outcome.exited(0), command.outcome());
        assertEquals("7 " + System.getenv("HOME") + "\n" + directory.toRealPath() + "\n", command.stdout());
    }

    @Test
    void withoutStdinTheInputEndsAtOnce() throws Exception {
        command.start(directory, false, Map.of(), "cat");
        assertEquals(Outcome.exited(0), command.outcome());
        assertEquals("", command.stdout());
    }

    @Test
    void stdinReachesTheCommand() throws Exception {
        CommandProcess process = command.start(directory, true, Map.of(), "cat");
        write(process, "hello\n");
        await().until(() -> command.stdout().equals("hello\n"));
        process.stdin().close();
        assertEquals(Outcome.exited(0), command.outcome());
    }

    @Test
    void commandMayCloseItsOutputsBeforeItExits() throws Exception {
        CommandProcess process = command.shell(directory, "exec >&- 2>&-; read line; exit 5");
        write(process, "go\n");
        assertEquals(Outcome.exited(5), command.outcome());
    }

    @Test
    void killEndsTheDescendantsToo() throws Exception {
        CommandProcess process = command.shell(directory, "sh -c 'sleep 300 & sleep 300' & echo started; sleep 300");
        await().until(() -> command.stdout().equals("started\n")
                && descendants(process.pid()).size() == 4);
        List<ProcessHandle> descendants = descendants(process.pid());
        process.kill();
        assertEquals(Outcome.signalled(Signals.SIGKILL), command.outcome());
        descendants.forEach(descendant -> await().until(() -> !isRunning(descendant)));
        process.kill();
    }

    @Test
    void killOfAForkingCommandEndsIt() throws Exception {
        for (int i = 0; i < 8; i++) {
            RecordedCommand forking = new RecordedCommand();
            CommandProcess process = forking.shell(directory, "while true; do echo x; sleep 100 & sleep 0.01; done");
            await().until(() -> !forking.stdout().isEmpty());
            process.kill();
            assertEquals(Outcome.signalled(Signals.SIGKILL), forking.outcome());
        }
    }

    @Test
    void termLetsTheCommandEndInItsOwnWay() throws Exception {
        CommandProcess process = command.shell(directory, "trap 'echo bye; exit 7' TERM; echo ready; sleep 300; :");
        await().until(() -> command.stdout().equals("ready\n")
                && !descendants(process.pid()).isEmpty());
        process.signalTerm();
        assertEquals(Outcome.exited(7), command.outcome());
        assertTrue(command.stdout().endsWith("bye\n"), command.stdout());
    }

    @Test
    void consumerThatLeavesEndsTheCommand() throws Exception {
        RecordedCommand leaving = new RecordedCommand() {
            @Override
            public void output(boolean stderr, byte[] data, int offset, int length) throws InterruptedException {
                throw new InterruptedException();
            }
        };
        leaving.start(directory, false, Map.of(), "yes");
        assertTrue(Set.of(Signals.SIGKILL, PIPE).contains(leaving.outcome().code()));
    }

    @Test
    void consumerThatThrowsEndsTheCommandAsFailed() throws Exception {
        RecordedCommand broken = new RecordedCommand() {
            @Override
            public void output(boolean stderr, byte[] data, int offset, int length) {
                throw new IllegalStateException("no room");
            }
        };
        broken.shell(directory, "echo x; sleep 300");
        Outcome outcome = broken.outcome();
        assertEquals(Outcome.Kind.FAILED, outcome.kind());
        assertTrue(outcome.detail().contains("no room"), outcome.detail());
    }

    @Test
    void manyCommandsLeaveNoThreadAndNoDescriptor() throws Exception {
        RecordedCommand warmUp = new RecordedCommand();
        warmUp.shell(directory, "exit 0");
        warmUp.outcome();
        await().until(() -> commandThreads() == 0);
        long descriptors = descriptors();
        for (int i = 0; i < 200; i++) {
            runOne(i);
        }
        await().until(() -> commandThreads() == 0 && descriptors() <= descriptors);
    }

    private void runOne(int i) throws Exception {
        RecordedCommand one = new RecordedCommand();
        String[] line = i % 10 == 0 ? new String[] {"no-such-command-of-stci"} : new String[] {"sh", "-c", "echo " + i};
        one.start(directory, i % 2 == 0, Map.of(), line);
        assertEquals(i % 10 == 0 ? Outcome.notFound() : Outcome.exited(0), one.outcome());
    }

    private static final int PIPE = 13;

    private static void write(CommandProcess process, String text) throws IOException {
        OutputStream stdin = process.stdin();
        stdin.write(text.getBytes(StandardCharsets.US_ASCII));
        stdin.flush();
    }

    private static List<ProcessHandle> descendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
    }

    /** A killed orphan may stay a zombie where process 1 doesn't reap. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static long commandThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("command-(starting|\\d+-(stdout|stderr|kill))"))
                .count();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
