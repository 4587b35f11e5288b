package io.stci.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes no sense starts nothing. */
class BadArgumentsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nonsense              | examples: unknown example 'nonsense'; 'examples/run' lists them
            integer-add x         | integer-add: agents 'x': is no number; give a whole number from 1 to 1000
            integer-add 0         | integer-add: agents '0': is out of range; give a whole number from 1 to 1000
            integer-add 2 3 4     | integer-add: '4': is one too many; leave it out
            fault-tolerant-sum 5  | fault-tolerant-sum: kills '5': is out of range; give a whole number from 0 to 4
            stack-merge 10 10     | stack-merge: hanging '10': is out of range; give a whole number from 0 to 9
            distributed-top-k 2 0 | distributed-top-k: k '0': is out of range; give a whole number from 1 to 100
            command-broadcast 2 2 | command-broadcast: '2': is one too many; leave it out
            """)
    void areOneLineAndStatus2(String words, String line) {
        assertEquals(new ExampleRun(2, "", line + "\n"), ExampleRun.of(words));
    }
}
