package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Reductions;
import io.stci.routing.Shape;
import io.stci.session.Session;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentProgram;
import io.stci.session.tool.Completion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short way to a session. */
class LocalSessionsTest {
    /** Can't begin. */
    public static final class Broken implements AgentProgram {
        @Override
        public void start(Agent agent) {
            throw new StciException(Status.NOT_FOUND, "sensor", "is not there", "plug it in");
        }
    }

    @Test
    void whatIsOpenedHasFormed() {
        LocalSessionOptions options =
                LocalSessionOptions.of(5, ContractProgram.class).withinThisJvm();
        try (Session session = LocalSessions.open(options)) {
            assertTrue(session.ready().isDone());
            assertEquals(
                    RankSet.all(5),
                    session.all()
                            .reduce("rank", Reductions.sumLong(), Completion.all())
                            .await()
                            .ranks());
        }
    }

    @Test
    void whyItDidNotFormIsThrownAsItIs() {
        LocalSessionOptions options = LocalSessionOptions.of(2, Broken.class).withinThisJvm();
        StciException refused = assertThrows(StciException.class, () -> LocalSessions.open(options));
        assertEquals("sensor: is not there; plug it in", refused.getMessage());
        assertEquals(Status.NOT_FOUND, refused.status());
    }

    @Test
    void whatIsNotSaidIsAsTheCommandHasIt() {
        LocalSessionOptions options = LocalSessionOptions.of(40, ContractProgram.class);
        assertEquals("kary:16", options.topology().shape().toString());
        assertEquals(16, options.perProcess());
        assertEquals("unix", options.address());
        assertEquals(ContractProgram.class.getName(), options.program());
    }

    @Test
    void argumentsAreBoundedAndMustBeText() {
        LocalSessionOptions options = LocalSessionOptions.of(2, ContractProgram.class);
        String longest = "\u20ac".repeat(LocalSessionOptions.MAX_ARGUMENTS_BYTES / 3);
        assertEquals(List.of(longest), options.withArguments(List.of(longest)).arguments());
        StciException tooLong =
                assertThrows(StciException.class, () -> options.withArguments(List.of(longest, "a", "")));
        assertEquals(
                "program arguments: have 32770 bytes, more than 32768; give the program what is long once it runs, by a broadcast",
                tooLong.getMessage());
        StciException noText = assertThrows(StciException.class, () -> options.withArguments(List.of("\ud800")));
        assertEquals(Status.INVALID_ARGUMENT, noText.status());
    }

    @Test
    void whatIsSaidChangesNothingElse() {
        LocalSessionOptions options = LocalSessionOptions.of(6, ContractProgram.class);
        LocalSessionOptions changed =
                options.withShape(Shape.levels(2, 3)).withPerProcess(1).withinThisJvm();
        assertEquals(2, changed.topology().junctions());
        assertEquals(6, changed.topology().agents());
        assertEquals(1, changed.perProcess());
        assertTrue(changed.inProcess());
        assertEquals(options.downAfter(), changed.downAfter());
        assertEquals(options.program(), changed.program());
        assertThrows(StciException.class, () -> options.withShape(Shape.levels(2, 2)));
        assertThrows(StciException.class, () -> options.withPerProcess(0));
    }
}
