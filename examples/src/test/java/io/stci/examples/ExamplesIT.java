package io.stci.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.groupops.filter.TopEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every example, with agents in processes of their own. */
class ExamplesIT {
    @Test
    void integerAddGivesTheSumOnceAndInWaves() {
        assertEquals(new ExampleRun(0, """
                once:   3 comes back as 45 of [0-4]
                wave 1: 3 comes back as 45 of [0-4]
                wave 2: 4 comes back as 60 of [0-4]
                wave 3: 5 comes back as 75 of [0-4]
                wave 4: 6 comes back as 90 of [0-4]
                wave 5: 7 comes back as 105 of [0-4]
                """, ""), ExampleRun.of("integer-add 5 3"));
    }

    @Test
    void faultTolerantSumIsExactThoughJunctionsDie() {
        ExampleRun run = ExampleRun.of("fault-tolerant-sum 2");
        assertEquals(0, run.status(), run.toString());
        List<String> expected = IntStream.rangeClosed(1, 32)
                .mapToObj(wave -> "wave " + wave + ": " + ((wave - 1) % 8 + 1) + " x (1 + ... + 16) = "
                        + ((wave - 1) % 8 + 1) * 136 + " of [0-15]")
                .toList();
        assertEquals(expected, starting("wave", run).toList());
        assertEquals(
                2,
                starting("killing junction", run)
                        .filter(line -> line.matches("killing junction [1-4] \\(process \\d+\\)"))
                        .distinct()
                        .count());
        assertTrue(run.out().contains("\n32 waves, every one exact; 2 junctions killed\n"), run::out);
        assertEquals(
                2,
                starting("repaired: junction ", run)
                        .filter(line -> line.contains("killed by SIGKILL; 4 nodes found another parent in "))
                        .count(),
                run::out);
    }

    private static Stream<String> starting(String start, ExampleRun run) {
        return run.out().lines().filter(line -> line.startsWith(start));
    }

    @Test
    void stackMergeFindsTheOneThatHangsAmongAThousand() {
        ExampleRun run = ExampleRun.of("stack-merge 1000 504");
        assertEquals(0, run.status(), run.toString());
        assertTrue(run.out().startsWith("""
                Threads of 1000 pretended processes:
                  main > solve  x1000 [0-999]
                    barrier > poll  x997 [0-502,506-999]
                    exchange_halo > receive > poll  x2 [503,505]
                    relax > update_cell  x1 [504]
                  start_thread > progress  x1000 [0-999]
                    epoll_wait  x875 [1-7,9-15,"""), run::out);
        assertTrue(run.out().contains("\n    handle_message > copy  x125 [0,8,16,24,32,40,48,56,64,72,80,"), run::out);
        assertTrue(run.out().contains("\nThreads of the 4 real ones that play them:\n"), run::out);
        assertTrue(
                starting("  main > NodeMain.main > NodeMain.run > ", run)
                        .anyMatch(line -> line.endsWith(" x4 [0,250,500,750]")),
                run::out);
    }

    @Test
    void distributedTopKFindsTheGreatestAndThenMoreOfThem() {
        ExampleRun run = ExampleRun.of("distributed-top-k 16 3 5");
        List<List<TopEntry>> waves = counters(16, 4);
        String expected = wave(1, waves.get(0), 3)
                + wave(2, waves.get(1), 3)
                + "-- from here on the top 5\n"
                + wave(4, waves.get(2), 5)
                + wave(5, waves.get(3), 5);
        assertEquals(new ExampleRun(0, expected, ""), run);
    }

    /** All counters of all ranks, wave by wave. */
    private static List<List<TopEntry>> counters(int ranks, int waves) {
        String[] tasks = {"assemble", "exchange", "output", "solve"};
        List<List<TopEntry>> all = new ArrayList<>();
        IntStream.range(0, waves).forEach(wave -> all.add(new ArrayList<>()));
        for (int rank = 0; rank < ranks; rank++) {
            Random growth = new Random(rank);
            int[] counters = new int[tasks.length];
            for (List<TopEntry> wave : all) {
                for (int task = 0; task < tasks.length; task++) {
                    counters[task] += growth.nextInt(1000);
                    wave.add(new TopEntry(counters[task], rank, tasks[task]));
                }
            }
        }
        return all;
    }

    private static String wave(int number, List<TopEntry> entries, int k) {
        StringBuilder text = new StringBuilder("wave " + number + " of [0-15]\n");
        entries.stream()
                .sorted()
                .limit(k)
                .forEach(entry -> text.append(
                        String.format("  %6d  rank %-3d %s%n", (int) entry.value(), entry.rank(), entry.label())));
        return text.toString();
    }

    @Test
    void commandBroadcastJoinsEqualAnswersAndGoesOnAfterMistakes() {
        ExampleRun run = ExampleRun.of("command-broadcast 8", """
                where
                0-3: step
                6,7: set i 42

                step
                step
                step
                print sum
                print foo
                99: step
                jump
                quit
                where
                """);
        assertEquals(new ExampleRun(0, """
                debug> where
                [0-7] main:10
                debug> 0-3: step
                [0-3] stopped in main:11
                debug> 6,7: set i 42
                [6,7] i = 42
                debug>
                debug> step
                [0-3] stopped in main:11 > solve:20
                [4-7] stopped in main:11
                debug> step
                [0,2] stopped in main:11 > solve:21
                [1,3] stopped in main:11 > solve:22
                [4-7] stopped in main:11 > solve:20
                debug> step
                [0-3] stopped in main:10
                [4,6] stopped in main:11 > solve:21
                [5,7] stopped in main:11 > solve:22
                debug> print sum
                [0,2] sum = 1
                [1,3] sum = -1
                [4-7] sum = 0
                debug> print foo
                [0-7] no variable 'foo', but i, rank, sum
                debug> 99: step
                rank set '99': there is no rank 99 among 8; use ranks 0-7
                debug> jump
                [0-7] can't do 'jump'; commands are print VAR, set VAR VALUE, step, where, quit
                debug> quit
                """, ""), run);
    }

    @Test
    void commandBroadcastEndsWithItsInput() {
        assertEquals(
                new ExampleRun(0, "debug> print rank\n[0] rank = 0\n[1] rank = 1\n", ""),
                ExampleRun.of("command-broadcast 2", "print rank"));
    }
}
