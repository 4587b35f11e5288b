package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CommandPipeTest {
    @Test
    void whatIsWrittenToTheFileIsReadUntilAllWriteEndsAreClosed() throws Exception {
        try (CommandPipe pipe = CommandPipe.fromCommand(NumberedPipe.open(1).get(0))) {
            try (OutputStream command = new FileOutputStream(pipe.file())) {
                pipe.commandEnd().close();
                command.write(new byte[] {1, 2, 3});
            }
            assertArrayEquals(new byte[] {1, 2, 3}, readAll(pipe));
        }
    }

    @Test
    void closedPipeRefusesItsWriters() throws Exception {
        CommandPipe pipe = CommandPipe.fromCommand(NumberedPipe.open(1).get(0));
        try (OutputStream command = new FileOutputStream(pipe.file())) {
            pipe.close();
            assertThrows(IOException.class, () -> command.write(1));
        }
    }

    @Test
    void everyPipeIsItsOwnWhileOthersOpenAndClosePipes() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(5);
        Future<Integer> others = threads.submit(() -> openOthers(done));
        List<Future<Set<String>>> openers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            openers.add(threads.submit((Callable<Set<String>>) CommandPipeTest::openMany));
        }
        Set<String> names = new HashSet<>();
        for (Future<Set<String>> opener : openers) {
            names.addAll(opener.get());
        }
        done.set(true);
        assertTrue(others.get() > 0);
        threads.shutdown();
        assertEquals(4 * 50, names.size());
    }

    @Test
    void closingThePipeToACommandEndsAWriteThatWaits() throws Exception {
        CommandPipe pipe = CommandPipe.toCommand(NumberedPipe.open(1).get(0));
        try (InputStream command = new FileInputStream(pipe.file())) {
            pipe.commandEnd().close();
            CompletableFuture<Void> full = CompletableFuture.runAsync(() ->
                    assertThrows(IOException.class, () -> pipe.output().write(new byte[1 << 20])));
            assertEquals(0, command.read());
            pipe.close();
            full.get(10, TimeUnit.SECONDS);
        }
    }

    private static byte[] readAll(CommandPipe pipe) throws IOException {
        return new BufferedInputStream(pipe.input()).readAllBytes();
    }

    private static Set<String> openMany() throws IOException {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            try (CommandPipe pipe = CommandPipe.fromCommand(NumberedPipe.open(1).get(0))) {
                try (OutputStream command = new FileOutputStream(pipe.file())) {
                    command.write(i);
                }
                pipe.commandEnd().close();
                assertArrayEquals(new byte[] {(byte) i}, readAll(pipe));
                names.add(pipe.name());
            }
        }
        return names;
    }

    /** Pipes that a byte has gone through, so that a stray one in them would show. */
    private static int openOthers(AtomicBoolean done) throws IOException {
        int opened = 0;
        for (; !done.get(); opened++) {
            Pipe pipe = Pipe.open();
            try (Pipe.SinkChannel sink = pipe.sink();
                    Pipe.SourceChannel source = pipe.source()) {
                sink.write(ByteBuffer.wrap(new byte[] {77}));
                ByteBuffer data = ByteBuffer.allocate(2);
                assertEquals(1, source.read(data));
                assertEquals(77, data.get(0));
            }
        }
        return opened;
    }
}
