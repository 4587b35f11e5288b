package io.stci.agents;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.stci.session.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundChildTest {
    @TempDir
    private Path directory;

    private final RecordedCommand command = new RecordedCommand();

    @Test
    void backgroundChildKeepsTheOutputOpen() throws Exception {
        CommandProcess process = command.shell(directory, "exec 3<&0; cat <&3 & echo early");
        await().until(() -> command.stdout().equals("early\n") && isGone(process.pid()));
        assertFalse(command.isEnded());
        write(process, "late\n");
        process.stdin().close();
        assertEquals(Outcome.exited(0), command.outcome());
        assertEquals("early\nlate\n", command.stdout());
    }

    @Test
    void backgroundChildOutlivesACommandThatExitsDuringBackPressure() throws Exception {
        CountDownLatch room = new CountDownLatch(1);
        RecordedCommand slow = new RecordedCommand() {
            @Override
            public void output(boolean stderr, byte[] data, int offset, int length) throws InterruptedException {
                room.await();
                super.output(stderr, data, offset, length);
            }
        };
        CommandProcess process =
                slow.shell(directory, "exec 3<&0; (cat <&3; echo end >&2) & echo early; echo problem >&2");
        await().until(() -> isGone(process.pid()));
        room.countDown();
        write(process, "late\n");
        process.stdin().close();
        assertEquals(Outcome.exited(0), slow.outcome());
        assertEquals("early\nlate\n", slow.stdout());
        assertEquals("problem\nend\n", slow.stderr());
    }

    @Test
    void killEndsWhoeverStillHoldsAnOutput() throws Exception {
        CommandProcess process = command.shell(directory, "(exec 5>&2 >/dev/null 2>&1; sleep 300 &); echo started");
        await().until(() -> command.stdout().equals("started\n") && isGone(process.pid()));
        assertFalse(command.isEnded());
        process.kill();
        assertEquals(Outcome.exited(0), command.outcome());
    }

    @Test
    void killEndsWhoeverLeftTheSessionOfACommandThatHasExited() throws Exception {
        for (String leaving : List.of("setsid sleep 300", "env -i setsid sleep 300")) {
            RecordedCommand left = new RecordedCommand();
            CommandProcess process = left.shell(directory, leaving + " & exit 0");
            await().until(() -> isGone(process.pid()));
            assertFalse(left.isEnded());
            process.kill();
            assertEquals(Outcome.exited(0), left.outcome());
        }
    }

    @Test
    void noBackgroundChildIsCutOffHoweverSoonItsCommandExits() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<Future<String>> runs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            runs.add(threads.submit(this::runLateOne));
        }
        for (Future<String> run : runs) {
            assertEquals("late\n", run.get());
        }
        threads.shutdown();
    }

    private String runLateOne() throws Exception {
        RecordedCommand late = new RecordedCommand();
        late.shell(directory, "(sleep 0.05; echo late; echo later >&2) & exit 0");
        assertEquals(Outcome.exited(0), late.outcome());
        assertEquals("later\n", late.stderr());
        return late.stdout();
    }

    private static void write(CommandProcess process, String text) throws IOException {
        OutputStream stdin = process.stdin();
        stdin.write(text.getBytes(StandardCharsets.US_ASCII));
        stdin.flush();
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }
}
