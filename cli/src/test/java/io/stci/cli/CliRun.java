package io.stci.cli;

import io.stci.core.RankSet;
import io.stci.session.ExecResult;
import io.stci.session.Outcome;
import io.stci.session.OutputSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Runs a command line in this JVM against a fake session, and keeps what it printed. */
final class CliRun {
    static final Instant NOW = Instant.parse("2026-05-04T12:00:01.500Z");

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final CompletableFuture<FakeSession> session = new CompletableFuture<>();
    final CompletableFuture<Integer> halted = new CompletableFuture<>();
    final CompletableFuture<IntConsumer> signals = new CompletableFuture<>();
    Terminal terminal = new Terminal(false, false, 80, 24);
    OutputStream stdout = out;
    String input = "";
    long openFiles = 20_000;
    boolean forms = true;
    Consumer<FakeSession> onStart = fake -> {};

    int run(String... line) {
        Surroundings surroundings = new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                stdout,
                err,
                terminal,
                (options, listener) -> {
                    FakeSession fake = new FakeSession(options.topology());
                    fake.onStart = onStart;
                    if (forms) {
                        fake.ready.complete(null);
                    }
                    session.complete(fake);
                    return fake;
                },
                signals::complete,
                halted::complete,
                () -> openFiles,
                Clock.fixed(NOW, ZoneOffset.UTC),
                "/",
                words -> {});
        return Cli.run(surroundings, line);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Every rank ends with this outcome. */
    static Consumer<FakeSession> allEnd(Outcome outcome) {
        return fake ->
                fake.result.complete(new ExecResult(Map.of(outcome, fake.request.ranks()), Map.of(), RankSet.empty()));
    }

    static void write(OutputSink sink, RankSet ranks, String text, boolean lineContinues) {
        byte[] bytes = ("??" + text + "??").getBytes(StandardCharsets.ISO_8859_1);
        try {
            sink.write(ranks, bytes, 2, bytes.length - 4, lineContinues);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
