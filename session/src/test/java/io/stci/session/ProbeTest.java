package io.stci.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filters;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {
    @Test
    void aSumBeyond64BitsFailsItsWaveAndSaysWhy() {
        byte[] beyond = Filters.sumLong().encode(BigInteger.ONE.shiftLeft(63));
        ProbeWave wave = RunningProbe.sum(5, RankSet.range(0, 2), Map.of("late", RankSet.of(3)), beyond);
        assertEquals(RankSet.empty(), wave.ranks());
        assertEquals(
                Map.of("late", RankSet.of(3), "sum 9223372036854775808: is beyond 64 bits", RankSet.range(0, 2)),
                wave.missing());
    }

    @ParameterizedTest
    @CsvSource({
        "SUM,1,1,1,1",
        "CONCATENATE,-1,1,1,1",
        "CONCATENATE,1000001,1,1,1",
        "SUM,0,0,1,1",
        "SUM,0,1,0,1", //
        "SUM,0,1,65,1",
        "SUM,0,1,1,0"
    })
    void whatIsOutOfRangeIsRefused(ProbeRequest.Kind kind, int bytes, long count, int window, long timeoutNs) {
        StciException refused =
                assertThrows(StciException.class, () -> new ProbeRequest(kind, bytes, count, window, timeoutNs));
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 12, 13, 20, 1000})
    void aPayloadIsItsOwnersWhole(int sizeBytes) {
        byte[] payload = ProbePayload.of(3, 7, sizeBytes);
        assertEquals(sizeBytes, payload.length);
        assertTrue(ProbePayload.matches(payload, 3, 7, sizeBytes));
        assertFalse(ProbePayload.matches(payload, 3, 7, sizeBytes + 1));
    }

    @Test
    void aPayloadIsNobodyElsesNorChanged() {
        byte[] payload = ProbePayload.of(3, 7, 100);
        assertFalse(ProbePayload.matches(payload, 4, 7, 100));
        assertFalse(ProbePayload.matches(payload, 3, 8, 100));
        payload[99]++;
        assertFalse(ProbePayload.matches(payload, 3, 7, 100));
    }
}
