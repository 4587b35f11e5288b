package io.stci.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stci.routing.Shape;
import io.stci.routing.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({"30s,30000", "500ms,500", "2m,120000", "1h30m,5400000", "1m1s1ms,61001", "7,7000"})
    void durationsAreRead(String text, long ms) {
        assertEquals(Duration.ofMillis(ms), Durations.parse("--timeout", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1.5s", "1s1m", "1s1s", "1h30", "1 s", "9999999999s", "1d", "0", "0m0s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThrows(UsageException.class, () -> Durations.parse("--timeout", text));
    }

    @ParameterizedTest
    @CsvSource({"30s,30s", "90s,1m30s", "500ms,500ms", "3600s,1h"})
    void durationsPrintShort(String text, String printed) {
        assertEquals(printed, Durations.format(Durations.parse("--timeout", text)));
    }

    @ParameterizedTest
    @CsvSource({
        "12.345,percent,12.3%",
        "0,percent,0%",
        "1288490188.8,bytes,1.20GiB",
        "1023,bytes,1023B",
        "3565158.4,bytes/s,3.40MiB/s",
        "0.42,tasks,0.42",
        "NaN,tasks,-"
    })
    void numbersHaveHumanUnits(double value, String unit, String text) {
        assertEquals(text, Units.human(value, unit));
    }

    @Test
    void theSoftLimitOfOpenFilesIsRead() {
        String format = "Max open files            %s              20000                files     ";
        assertEquals(1024, Descriptors.limit(List.of("Max cpu time  unlimited", format.formatted("1024"))));
        assertEquals(Long.MAX_VALUE, Descriptors.limit(List.of(format.formatted("unlimited"))));
    }

    @Test
    void descriptorsNeededFollowTheProcesses() {
        Where spread = where(4, false);
        assertEquals(2 * (1 + 4) + 2 + 64, Descriptors.frontEndNeed(spread));
        assertEquals(8 * 4 + 64, Descriptors.processNeed(spread));
        assertEquals(8 * 19 + 64, Descriptors.frontEndNeed(where(4, true)));
    }

    @Test
    void terminalFactsComeFromTheStartScript() {
        Properties properties = new Properties();
        properties.setProperty("stci.tty", "in,err");
        properties.setProperty("stci.columns", "120");
        properties.setProperty("stci.lines", "0");
        assertEquals(new Terminal(false, true, 120, 24), Terminal.of(properties));
    }

    private static Where where(int perProcess, boolean inProcess) {
        Topology topology = Topology.of(Shape.levels(2, 8), 16);
        return new Where(
                topology, perProcess, inProcess, "unix", Duration.ofSeconds(60), Duration.ofSeconds(10), false);
    }
}
