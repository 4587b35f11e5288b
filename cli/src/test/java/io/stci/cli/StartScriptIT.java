package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start script and all that needs no tree, in real processes. */
@Timeout(300)
class StartScriptIT {
    @Test
    void theVersionNamesTheRunningJava() throws Exception {
        try (StciProcess stci = StciProcess.start("--version")) {
            assertEquals(0, stci.status(), stci.err());
            assertEquals("", stci.err());
            String java = Integer.toString(Runtime.version().feature());
            assertTrue(stci.out().matches("stci \\S+ \\(Java " + java + "\\)\n"), stci.out());
        }
    }

    @Test
    void helpListsEveryOptionAndExitStatus() throws Exception {
        try (StciProcess stci = StciProcess.start("exec", "--help")) {
            assertEquals(0, stci.status(), stci.err());
            for (String part : new String[] {"--local", "--gather", "--stdin", "--timeout", "124", "141"}) {
                assertTrue(stci.out().contains(part), part + " in " + stci.out());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    exec --local 0 -- true           | stci: --local: '0' is out of range; give a whole number from 1 to 16777216
                    exec --local 2 --bogus -- true   | stci: unknown option '--bogus'; see 'stci exec --help'
                    exec --local 2                   | stci: no command: nothing to run at the agents; add -- COMMAND [ARG...]
                    top --local 2 --interval 1ms     | stci: --interval: '1ms' is too short; give at least 100ms
                    nonsense                         | stci: unknown command 'nonsense'; see 'stci --help'
                    """)
    void badInputIsOneLineAndStatus2(String words, String line) throws Exception {
        try (StciProcess stci = StciProcess.start(words.strip().split(" +"))) {
            assertEquals(2, stci.status());
            assertEquals(line + "\n", stci.err());
            assertEquals("", stci.out());
        }
    }

    @Test
    void aLowDescriptorLimitIsToldWithNeedAndRemedy() throws Exception {
        String line = "ulimit -n 128; exec \"$STCI\" exec --local 4096 --in-process -- true";
        try (StciProcess stci = StciProcess.shell(line)) {
            assertEquals(125, stci.status());
            assertTrue(stci.err().startsWith("stci: open files: the front-end needs about "), stci.err());
            assertTrue(stci.err().contains("the limit is 128; raise it with 'ulimit -n "), stci.err());
            assertEquals(1, stci.err().lines().count());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    ulimit -n 20               | open files: the limit is 20, which is too low for any JVM;
                    PATH=                      | PATH: there is no cat in '';
                    cd "$GONE"; rmdir "$GONE"  | working directory: it has been deleted; change to another
                    """)
    void whatNoJvmCanBearIsOneLineAndStatus125(String before, String part, @TempDir Path temp) throws Exception {
        Path gone = Files.createDirectory(temp.resolve("gone"));
        String line = before.strip().replace("$GONE", gone.toString()) + "; exec \"$STCI\" --version";
        try (StciProcess stci = StciProcess.shell(line)) {
            assertEquals(125, stci.status());
            assertEquals("", stci.out());
            // The shell may complain of the directory first.
            List<String> ours =
                    stci.err().lines().filter(text -> text.startsWith("stci: ")).toList();
            assertEquals(1, ours.size(), stci.err());
            assertTrue(ours.get(0).startsWith("stci: " + part.strip()), stci.err());
        }
    }

    @Test
    void aClosedInputReadsAsEmptyAndAClosedOutputFails() throws Exception {
        String closedInput = "exec \"$STCI\" exec --local 2 --stdin --raw -- cat <&-";
        try (StciProcess stci = StciProcess.shell(closedInput)) {
            assertEquals(0, stci.status(), stci.err());
            assertEquals("", stci.out());
        }
        try (StciProcess stci = StciProcess.shell("exec \"$STCI\" --version >&-")) {
            assertEquals(125, stci.status());
            assertTrue(stci.err().contains("Bad file descriptor"), stci.err());
        }
    }

    @Test
    void argumentsPassUnchangedInAnyLocale() throws Exception {
        String line = "LC_ALL=C exec \"$STCI\" exec --local 1 --raw -- printf %s '\u00e4\u20ac'";
        try (StciProcess stci = StciProcess.shell(line)) {
            assertEquals(0, stci.status(), stci.err());
            assertEquals("\u00e4\u20ac", stci.out());
        }
    }

    @Test
    void itRunsThroughSymbolicLinksFromAnyDirectory(@TempDir Path temp) throws Exception {
        Path first = Files.createSymbolicLink(temp.resolve("first"), StciProcess.script());
        Files.createSymbolicLink(
                temp.resolve("second"), Path.of(first.getFileName().toString()));
        try (StciProcess stci = StciProcess.shell("cd '" + temp + "' && ./second --version")) {
            assertEquals(0, stci.status(), stci.err());
        }
    }

    @Test
    void aMissingOrOldJavaIsOneLineAndStatus125(@TempDir Path temp) throws Exception {
        assertJavaRefused(temp, "JAVA_HOME: there is no ");
        Path java = Files.createDirectories(temp.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 1\n");
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(temp.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        assertJavaRefused(temp, "is version 11.0.2, but 17 or newer is needed; set JAVA_HOME");
    }

    @Test
    void aReaderThatIsGoneEndsItQuietlyWith141() throws Exception {
        // The reader ends at once, and only then does stci start to write.
        String line =
                "{ until [ -s '%s' ] && ! kill -0 $(cat '%s') 2>/dev/null; do :; done; \"$STCI\" exec --help; echo $? >&2; }"
                        + " | sh -c 'echo $$ >\"%s\"'";
        Path pid = Files.createTempFile("reader", ".pid");
        try (StciProcess stci = StciProcess.shell(line.replace("%s", pid.toString()))) {
            stci.status();
            assertEquals("141\n", stci.err());
        } finally {
            Files.delete(pid);
        }
    }

    private static void assertJavaRefused(Path home, String part) throws IOException, InterruptedException {
        try (StciProcess stci = StciProcess.shell("JAVA_HOME='" + home + "' exec \"$STCI\" --version")) {
            assertEquals(125, stci.status());
            assertTrue(stci.err().contains(part), stci.err());
            assertEquals(1, stci.err().lines().count());
        }
    }
}
