package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandStartTest {
    @TempDir
    private Path directory;

    @Test
    void missingCommandIsNotFound() throws Exception {
        assertEquals(Outcome.notFound(), run(Map.of(), "no-such-command-of-stci"));
        assertEquals(Outcome.notFound(), run(Map.of(), "./no-such-command"));
        assertEquals(Outcome.notFound(), run(Map.of(), ""));
        assertEquals(Outcome.notFound(), run(Map.of("PATH", directory.toString()), "sh"));
    }

    @Test
    void commandThatDidNotStartHasNoPidAndTakesInput() throws Exception {
        RecordedCommand command = new RecordedCommand();
        CommandProcess process = command.start(directory, true, Map.of(), "no-such-command-of-stci");
        assertEquals(-1, process.pid());
        process.stdin().write(1);
        process.kill();
        assertEquals(Outcome.notFound(), command.outcome());
    }

    @Test
    void plainFileOrDirectoryIsNotExecutable() throws Exception {
        Files.writeString(directory.resolve("data"), "data");
        Files.createDirectory(directory.resolve("folder"));
        assertEquals(Outcome.notExecutable(), run(Map.of(), "./data"));
        assertEquals(
                Outcome.notExecutable(),
                run(Map.of(), directory.resolve("folder").toString()));
        assertEquals(Outcome.notExecutable(), run(Map.of("PATH", directory.toString()), "data"));
    }

    @Test
    void pathOfTheSpecWins() throws Exception {
        script("tool", "#!/bin/sh\necho mine $1\n");
        RecordedCommand command = new RecordedCommand();
        command.start(directory, false, Map.of("PATH", "/bin:" + directory), "tool", "x");
        assertEquals(Outcome.exited(0), command.outcome());
        assertEquals("mine x\n", command.stdout());
    }

    @Test
    void emptyPathEntryIsTheDirectory() throws Exception {
        script("tool", "#!/bin/sh\nexit 4\n");
        assertEquals(Outcome.exited(4), run(Map.of("PATH", "/nowhere:"), "tool"));
    }

    @Test
    void executableLaterInPathWinsOverPlainFile() throws Exception {
        Path plain = Files.createDirectory(directory.resolve("plain"));
        Files.writeString(plain.resolve("tool"), "data");
        script("tool", "#!/bin/sh\nexit 6\n");
        assertEquals(Outcome.exited(6), run(Map.of("PATH", plain + ":" + directory), "tool"));
    }

    @Test
    void commandSeesTheNameItWasGiven() throws Exception {
        RecordedCommand command = new RecordedCommand();
        command.start(directory, false, Map.of(), "sh", "-c", "echo $0");
        assertEquals(Outcome.exited(0), command.outcome());
        assertEquals("sh\n", command.stdout());
    }

    @Test
    void nameWithSlashIsRelativeToTheDirectory() throws Exception {
        Files.createDirectory(directory.resolve("bin"));
        script("bin/tool", "#!/bin/sh\nexit 9\n");
        assertEquals(Outcome.exited(9), run(Map.of(), "bin/tool"));
    }

    @Test
    void scriptWithoutInterpreterLineRunsInTheShell() throws Exception {
        script("tool", "exit 8\n");
        assertEquals(Outcome.exited(8), run(Map.of(), "./tool"));
    }

    @Test
    void missingInterpreterIsToldAsSuch() throws Exception {
        script("tool", "#!/no/such/interpreter\n");
        Outcome outcome = run(Map.of(), "./tool");
        assertEquals(Outcome.Kind.FAILED, outcome.kind());
        assertTrue(outcome.detail().contains("interpreter"), outcome.detail());
    }

    @Test
    void missingDirectoryIsNamed() throws Exception {
        Path absent = directory.resolve("absent");
        RecordedCommand command = new RecordedCommand();
        command.start(absent, false, Map.of(), "true");
        Outcome outcome = command.outcome();
        assertEquals(Outcome.Kind.FAILED, outcome.kind());
        assertTrue(outcome.detail().contains(absent.toString()), outcome.detail());
    }

    @Test
    void argumentTooLongIsToldInOneLine() throws Exception {
        Outcome outcome = run(Map.of(), "true", "x".repeat(4 << 20));
        assertEquals(Outcome.failed("Argument list too long"), outcome);
    }

    @Test
    void argumentOrVariableThatCannotBePassedFails() throws Exception {
        Outcome argument = run(Map.of(), "true", "a\0b");
        assertEquals(Outcome.Kind.FAILED, argument.kind());
        Outcome variable = run(Map.of("A=B", "x"), "true");
        assertEquals(Outcome.Kind.FAILED, variable.kind());
        assertFalse(variable.detail().contains("\n"));
    }

    @Test
    void emptyCommandIsRefused() {
        StciException refused =
                assertThrows(StciException.class, () -> new CommandSpec(List.of(), Map.of(), directory, false));
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
    }

    private Outcome run(Map<String, String> environment, String... line) throws Exception {
        RecordedCommand command = new RecordedCommand();
        command.start(directory, false, environment, line);
        return command.outcome();
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
