package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {
    private static final String RANGE = "is out of range; give a whole number ";
    private static final String DURATION = "is not a duration; write a duration like 500ms, 30s, 2m or 1h30m";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                of("", "no command: expected exec or top; see 'stci --help'"),
                of("exce", "unknown command 'exce'; did you mean 'exec'? see 'stci --help'"),
                of("--versio", "unknown option '--versio'; did you mean '--version'? see 'stci --help'"),
                of("help nothing", "unknown command 'nothing'; see 'stci --help'"),
                of("exec -- true", "no agents: nothing says where they run; add --local N"),
                of("top", "no agents: nothing says where they run; add --local N"),
                of("exec --local 4", "no command: nothing to run at the agents; add -- COMMAND [ARG...]"),
                of("exec --local 4 --", "no command: nothing to run at the agents; add -- COMMAND [ARG...]"),
                of("exec --foo -- true", "unknown option '--foo'; see 'stci exec --help'"),
                of("exec --gahter x", "unknown option '--gahter'; did you mean '--gather'? see 'stci exec --help'"),
                of("exec --local", "option '--local': needs a value N; see 'stci exec --help'"),
                of("exec --local 2 --local 3 x", "option '--local': is given twice; leave one out"),
                of("exec --local 0 x", "--local: '0' " + RANGE + "from 1 to 16777216"),
                of("exec --local -1 x", "--local: '-1' " + RANGE + "from 1 to 16777216"),
                of("exec --local many x", "--local: 'many' " + RANGE + "from 1 to 16777216"),
                of("exec --local 16777217 x", "--local: '16777217' " + RANGE + "from 1 to 16777216"),
                of("exec --local 99999999999 x", "--local: '99999999999' " + RANGE + "from 1 to 16777216"),
                of("exec --local 4 --fanout 1 x", "--fanout: '1' " + RANGE + "from 2 to 16777216"),
                of("exec --local 4 --per-process 0 x", "--per-process: '0' " + RANGE + "of at least 1"),
                of("exec --local 4 --port 65536 x", "--port: '65536' " + RANGE + "from 0 to 65535"),
                of(
                        "exec --local 4 --transport unix --port 1 x",
                        "--port: a unix socket has none; choose --transport tcp or udp, or leave it out"),
                of("exec --local 4 --transport smoke x", "--transport: 'smoke' is unknown; choose unix, tcp or udp"),
                of(
                        "exec --local 4 --fanout 2 --topology flat x",
                        "options --fanout and --topology: exclude each other; leave one of them out"),
                of(
                        "exec --local 4 --raw --gather x",
                        "options --gather and --raw: exclude each other; leave one of them out"),
                of("exec --local 4 -n 3-1 x", "--ranks: rank set '3-1': the range 3-1 runs backward; write 1-3"),
                of("exec --local 4 -n 4 x", "--ranks: rank set '4': there is no rank 4 among 4; use ranks 0-3"),
                of("exec --local 4 -n !0-3 x", "--ranks: rank set '!0-3': selects no rank; leave at least one"),
                of("exec --local 4 --stdin=zz x", "--stdin: rank set 'zz': 'zz' is not a rank; write ranks like 0-3,8"),
                of("exec --local 4 -n 0 --stdin 1,2 x", "--stdin: ranks [1,2] run no command; choose among --ranks"),
                of("exec --local 4 --output= x", "--output: '' is empty; name a directory that you may write to"),
                of("exec --local 4 --timeout soon x", "--timeout: 'soon' " + DURATION),
                of(
                        "exec --local 4 --timeout 0s x",
                        "--timeout: '0s' is no time at all; write a duration like 500ms," + " 30s, 2m or 1h30m"),
                of("exec --local 4 --join-timeout 1x x", "--join-timeout: '1x' " + DURATION),
                of("top --local 4 --interval 99ms", "--interval: '99ms' is too short; give at least 100ms"),
                of("top --local 4 --count -3", "--count: '-3' " + RANGE + "of at least 0"),
                of("top --local 4 extra", "unexpected argument 'extra'; see 'stci top --help'"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachMistakeIsOneLineAndStatus2(List<String> words, String line) {
        CliRun run = new CliRun();
        int status = run.run(words.toArray(String[]::new));
        assertEquals("stci: " + line + "\n", run.err());
        assertEquals(ExitStatus.USAGE, status);
        assertEquals("", run.out());
        assertFalse(run.session.isDone(), "a session was opened");
    }

    @Test
    void aShapeThatDoesNotFitIsNamed() {
        CliRun run = new CliRun();
        assertEquals(ExitStatus.USAGE, run.run("exec", "--local", "5", "--topology", "2x2", "true"));
        assertEquals(1, run.err().lines().count());
        assertEquals("stci: topology '2x2': holds 4 agents", run.err().substring(0, 36));
    }

    @Test
    void aBadShapeNamesItsOption() {
        CliRun run = new CliRun();
        assertEquals(ExitStatus.USAGE, run.run("exec", "--topology", "8y8", "true"));
        assertEquals(1, run.err().lines().count());
        assertEquals("stci: --topology: topology '8y8'", run.err().substring(0, 32));
    }

    @Test
    void tooFewDescriptorsAreToldBeforeAnythingStarts() {
        CliRun run = new CliRun();
        run.openFiles = 100;
        assertEquals(ExitStatus.STCI_FAILED, run.run("exec", "--local", "16", "--in-process", "true"));
        assertEquals(
                "stci: open files: the front-end needs about 200, but the limit is 100;"
                        + " raise it with 'ulimit -n 200' or leave out --in-process\n",
                run.err());
        assertFalse(run.session.isDone(), "a session was opened");
    }

    @Test
    void onlyARemedyThatHelpsIsProposed() {
        assertEquals("raise it with 'ulimit -n 82'", remedy(64, "--local", "16"));
        assertEquals("raise it with 'ulimit -n 82' or give a smaller --fanout", remedy(75, "--local", "16"));
        assertEquals(
                "raise it with 'ulimit -n 108' or give a larger --per-process",
                remedy(84, "--local", "16", "--fanout", "4", "--per-process", "1"));
    }

    private static String remedy(long limit, String... where) {
        CliRun run = new CliRun();
        run.openFiles = limit;
        List<String> words = new ArrayList<>(List.of("exec"));
        words.addAll(List.of(where));
        words.add("true");
        assertEquals(ExitStatus.STCI_FAILED, run.run(words.toArray(String[]::new)));
        return run.err().strip().replaceFirst(".*; ", "");
    }

    private static Arguments of(String words, String line) {
        return Arguments.of(words.isEmpty() ? List.of() : List.of(words.split(" ")), line);
    }
}
