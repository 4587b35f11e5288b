package io.stci.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditTest {
    @Test
    void aSenderHasNoRoomBeforeTheFirstGrant() {
        SendCredit credit = new SendCredit();
        assertFalse(credit.hasRoom());
        credit.grant(1);
        assertTrue(credit.hasRoom());
        assertEquals(1, credit.available());
    }

    @Test
    void theLastMessageMayOverdraw() {
        SendCredit credit = new SendCredit();
        credit.grant(10);
        credit.spend(25);
        assertFalse(credit.hasRoom());
        assertEquals(-15, credit.available());
        credit.grant(15);
        assertFalse(credit.hasRoom());
        credit.grant(1);
        assertTrue(credit.hasRoom());
    }

    @Test
    void aGrantThatNoReceiverCanMeanIsRefused() {
        SendCredit credit = new SendCredit();
        credit.grant(10);
        assertStatus(Status.PROTOCOL_ERROR, () -> credit.grant(-1));
        assertStatus(Status.PROTOCOL_ERROR, () -> credit.grant(Long.MIN_VALUE));
        assertStatus(Status.PROTOCOL_ERROR, () -> credit.grant(Long.MAX_VALUE));
        assertEquals(10, credit.available());
    }

    @Test
    void theWholeWindowIsGrantedAtFirst() {
        assertEquals(100, new ReceiveCredit(100).initialGrant());
    }

    @Test
    void creditIsGivenBackInPortionsOfHalfAWindow() {
        ReceiveCredit credit = new ReceiveCredit(100);
        receive(credit, 10, 10);
        assertEquals(0, credit.consumed(40));
        assertEquals(50, credit.consumed(10));
        assertEquals(50, credit.outstandingBytes());
        assertEquals(0, credit.consumed(10));
    }

    @Test
    void whatIsLeftIsGivenBackWhenNothingIsOutstanding() {
        ReceiveCredit credit = new ReceiveCredit(100);
        receive(credit, 1, 3);
        assertEquals(3, credit.consumed(3));
        assertEquals(0, credit.outstandingBytes());
    }

    @Test
    void inPortionsLessThanHalfOfTheWindowIsNeverGivenBack() {
        ReceiveCredit credit = ReceiveCredit.inPortions(100);
        receive(credit, 1, 49);
        assertEquals(0, credit.consumed(49));
        receive(credit, 1, 200);
        assertEquals(50, credit.consumed(1));
        assertEquals(199, credit.consumed(199));
        assertEquals(0, credit.outstandingBytes());
    }

    @Test
    void oneMessageMayBeLargerThanTheWindow() {
        ReceiveCredit credit = new ReceiveCredit(100);
        receive(credit, 1, 99);
        receive(credit, 1, 5000);
        assertStatus(Status.RESOURCE_EXHAUSTED, () -> credit.received(1));
        assertEquals(5099, credit.consumed(5099));
        receive(credit, 1, 1);
        assertEquals(1, credit.outstandingBytes());
    }

    @Test
    void aMessageBeyondTheCreditIsRefusedAndNotCounted() {
        ReceiveCredit credit = new ReceiveCredit(100);
        receive(credit, 1, 100);
        assertStatus(Status.RESOURCE_EXHAUSTED, () -> credit.received(1));
        assertEquals(100, credit.outstandingBytes());
    }

    @Test
    void consumingMoreThanWasReceivedIsADefect() {
        ReceiveCredit credit = new ReceiveCredit(100);
        receive(credit, 1, 10);
        assertStatus(Status.INTERNAL, () -> credit.consumed(11));
        assertStatus(Status.INTERNAL, () -> credit.consumed(-1));
        assertEquals(10, credit.consumed(10));
        assertStatus(Status.INTERNAL, () -> credit.consumed(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aWindowThatLetsNothingThroughIsADefect(long windowBytes) {
        assertStatus(Status.INTERNAL, () -> new ReceiveCredit(windowBytes));
    }

    private static void receive(ReceiveCredit credit, int messages, long bytesEach) {
        for (int i = 0; i < messages; i++) {
            credit.received(bytesEach);
        }
    }

    private static void assertStatus(Status expected, Executable call) {
        assertEquals(expected, assertThrows(StciException.class, call).status());
    }
}
