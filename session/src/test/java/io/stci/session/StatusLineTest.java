package io.stci.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusLineTest {
    @Test
    void everyReportComesBackAsItWas() {
        List<StatusLine> reports = List.of(
                new StatusLine.Ended(Outcome.exited(3)),
                new StatusLine.Ended(Outcome.signalled(9)),
                new StatusLine.Ended(Outcome.notFound()),
                new StatusLine.Ended(Outcome.notExecutable()),
                new StatusLine.Ended(Outcome.failed("Argument list too long")),
                new StatusLine.Held(true, 12, "ab12"),
                new StatusLine.Held(false, Long.MAX_VALUE, "00"));
        for (StatusLine report : reports) {
            assertEquals(report, StatusLine.parse(report.text()));
        }
    }

    @Test
    void aReasonOfManyLinesTravelsInOne() {
        assertEquals("failed one two", new StatusLine.Ended(Outcome.failed("one\ntwo")).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "exit", "exit x", "signal", "held stdout", "held stdout x 00", "held stdout 1", "what"})
    void anythingElseIsRefused(String text) {
        StciException thrown = assertThrows(StciException.class, () -> StatusLine.parse(text));
        assertEquals(Status.PROTOCOL_ERROR, thrown.status());
    }
}
