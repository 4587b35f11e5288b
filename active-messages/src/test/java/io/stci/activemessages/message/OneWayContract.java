package io.stci.activemessages.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Request;
import io.stci.core.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One-way messages and interrupts. */
public interface OneWayContract extends Sessions {
    @Test
    default void messagesAreHandledInTheOrderOfSendingWhateverTheirSize() {
        Ensemble session = open(2);
        List<Integer> heard = new ArrayList<>();
        session.at(1).handleOneWayAtOnce("take", Codecs.int32s(), numbers -> heard.add(numbers[0]));
        session.at(1).handleAtOnce("ask", Codecs.int32s(), Codecs.nothing(), numbers -> {
            heard.add(numbers[0]);
            return null;
        });
        List<Integer> sent = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int[] numbers = new int[i % 3 == 0 ? 10_000 : 10];
            numbers[0] = i;
            sent.add(i);
            if (i % 4 == 0) {
                session.at(0).request(1, "ask", Codecs.int32s(), numbers, Codecs.nothing(), 100 * SECOND_NS);
            } else {
                session.at(0).send(1, "take", Codecs.int32s(), numbers);
            }
        }
        session.await(() -> heard.size() == 12);
        assertEquals(sent, heard);
        session.await(session::isIdle);
    }

    @Test
    default void aMessageWithoutEffectIsReportedAtBothEnds() {
        Ensemble session = open(2);
        session.at(1).handleOneWayAtOnce("fail", Codecs.nothing(), nothing -> {
            throw new IllegalStateException("no");
        });
        session.at(0).send(1, "nonesuch", Codecs.nothing(), null);
        session.await(() -> session.at(0).counters().lostThere() == 1);
        session.at(0).send(1, "fail", Codecs.nothing(), null);
        session.await(() -> session.at(0).counters().lostThere() == 2);
        session.at(0).send(1, "fail", Codecs.int32(), 1);
        session.await(() -> session.at(0).counters().lostThere() == 3);
        assertEquals(3, session.at(1).counters().lostHere());
        assertEquals(
                List.of(
                        "rank 1 lost nonesuch from rank 0: NOT_FOUND handler \"nonesuch\": is not registered there; register it first",
                        "rank 0 lost 1 nonesuch at rank 1: NOT_FOUND rank 1: handler \"nonesuch\": is not registered there; register it first",
                        "rank 1 lost fail from rank 0: INTERNAL handler \"fail\": java.lang.IllegalStateException: no",
                        "rank 0 lost 1 fail at rank 1: INTERNAL rank 1: handler \"fail\": java.lang.IllegalStateException: no",
                        "rank 1 lost fail from rank 0: PROTOCOL_ERROR payload: has 4 bytes, not 0",
                        "rank 0 lost 1 fail at rank 1: PROTOCOL_ERROR rank 1: payload: has 4 bytes, not 0"),
                session.log());
    }

    @Test
    default void whatALateAgentSentIsStillHandled() {
        Ensemble session = open(1);
        List<Integer> heard = new ArrayList<>();
        session.at(FRONT_END).handleOneWayAtOnce("last", Codecs.int32(), heard::add);
        for (int i = 0; i < 4; i++) {
            session.at(0).send(FRONT_END, "last", Codecs.int32(), i);
        }
        session.kill(0);
        session.await(() -> heard.size() == 4);
        assertEquals(List.of(0, 1, 2, 3), heard);
    }

    @Test
    default void anInterruptOvertakesWhatWaits() {
        Ensemble session = open(1);
        List<Integer> heard = new ArrayList<>();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        session.at(0).handleOneWay("slow", Codecs.int32(), (number, context) -> {
            heard.add(number);
            return gate;
        });
        session.at(0).handleOneWayAtOnce("now", Codecs.int32(), heard::add);
        List<Request<Void>> sends = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sends.add(session.at(FRONT_END).send(0, "slow", Codecs.int32(), i));
        }
        session.advanceMs(100);
        assertTrue(
                session.at(FRONT_END).interrupt(0, "now", Codecs.int32(), 100).isDone());
        session.await(() -> heard.contains(100));
        assertEquals(List.of(0, 1, 2, 100), heard);
        gate.complete(null);
        session.await(() -> heard.size() == 41);
        assertEquals(39, heard.get(40));
        session.await(session::isIdle);
    }

    @Test
    default void interruptsAreFewAndSmall() {
        Ensemble session = open(1);
        ActiveMessages here = session.at(FRONT_END);
        CompletableFuture<Void> gate = new CompletableFuture<>();
        session.at(0).handleOneWay("now", Codecs.bytes(), (bytes, context) -> gate);
        assertEquals(
                Status.INVALID_ARGUMENT,
                session.failure(here.interrupt(0, "now", Codecs.bytes(), new byte[ActiveMessages.INTERRUPT_BYTES]))
                        .status());
        for (int i = 0; i < ActiveMessages.INTERRUPTS; i++) {
            session.result(here.interrupt(0, "now", Codecs.bytes(), new byte[10]));
        }
        assertEquals(
                Status.RESOURCE_EXHAUSTED,
                session.failure(here.interrupt(0, "now", Codecs.bytes(), new byte[10]))
                        .status());
        session.await(() -> session.at(0).counters().lostHere() == ActiveMessages.INTERRUPTS - 3);
        gate.complete(null);
        session.advanceMs(50);
        session.result(here.interrupt(0, "now", Codecs.bytes(), new byte[10]));
        session.await(session::isIdle);
        assertFalse(session.log().isEmpty());
    }
}
