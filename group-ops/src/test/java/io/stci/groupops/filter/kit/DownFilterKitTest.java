package io.stci.groupops.filter.kit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.groupops.filter.DownFilter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The kit accepts what keeps the contract, and names what doesn't. */
class DownFilterKitTest {
    private static final Function<SplittableRandom, byte[]> RANKS = random -> {
        byte[] message = new byte[1 + random.nextInt(5)];
        IntStream.range(0, message.length).forEach(i -> message[i] = (byte) random.nextInt(40));
        return message;
    };

    @Test
    void oneThatLeavesOutWhatOthersNeedIsFine() {
        DownFilterKit.of(NAMED, RANKS).check();
    }

    @Test
    void oneThatAddsSomethingAtEachNodeIsFound() {
        assertFailure("by way of a junction", (message, ranks) -> Arrays.copyOf(message, message.length + 1));
    }

    @Test
    void oneThatHasNothingForManyAndSomethingForFewIsFound() {
        assertFailure("by way of a junction", (message, ranks) -> ranks.size() > 3 ? null : message);
    }

    @Test
    void oneThatChangesItsMessageIsFound() {
        assertFailure("changes the message", (message, ranks) -> {
            message[0]++;
            return message;
        });
    }

    @Test
    void oneThatCountsIsFound() {
        int[] calls = {0};
        assertFailure("at first, and then", (message, ranks) -> new byte[] {(byte) calls[0]++});
    }

    private static final DownFilter NAMED = (message, ranks) -> {
        int[] kept = IntStream.range(0, message.length)
                .map(i -> message[i])
                .filter(ranks::contains)
                .toArray();
        byte[] below = new byte[kept.length];
        IntStream.range(0, kept.length).forEach(i -> below[i] = (byte) kept[i]);
        return below.length == 0 ? null : below;
    };

    private static void assertFailure(String what, DownFilter filter) {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> DownFilterKit.of(filter, RANKS).seed(3).check());
        assertTrue(failure.getMessage().contains(what), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("(seed 3)"), failure.getMessage());
    }
}
