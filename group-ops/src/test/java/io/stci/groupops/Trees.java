package io.stci.groupops;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The trees that contracts are checked on: what {@link TreeFixture#of} takes, with or without seeds. */
final class Trees {
    private Trees() {}

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of("flat", 9),
                Arguments.of("kary:2", 13),
                Arguments.of("kary:4", 21),
                Arguments.of("4x4", 16),
                Arguments.of("knomial:2", 16));
    }

    static Stream<Arguments> withSeeds() {
        return all().flatMap(tree ->
                LongStream.rangeClosed(1, 5).mapToObj(seed -> Arguments.of(tree.get()[0], tree.get()[1], seed)));
    }
}
