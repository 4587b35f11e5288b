package io.stci.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.RankSet;
import io.stci.groupops.filter.Reductions;
import io.stci.routing.ExplicitTopology;
import io.stci.session.Session;
import io.stci.session.tool.Completion;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tree that somebody drew, with a process for each of its nodes. */
@Timeout(120)
class DrawnTreeIT {
    @Test
    void itFormsAsDrawnAndWorks() {
        ExplicitTopology drawn = ExplicitTopology.parse("""
                login:0 => rack1:0 lone:0 rack2:0 ;
                rack1:0 => n1:0 n2:0 ;
                rack2:0 => n3:0 ;
                n3:0 => n3:1 n3:2 ;
                """);
        LocalSessionOptions options = LocalSessionOptions.of(1, ContractProgram.class)
                .withTopology(drawn.topology())
                .withPerProcess(1);
        try (Session session = LocalSessions.open(options)) {
            assertEquals(
                    RankSet.all(5),
                    session.all()
                            .reduce("rank", Reductions.sumLong(), Completion.all())
                            .await(Duration.ofSeconds(60))
                            .ranks());
            assertEquals("""
                    front-end: agent 2
                      junction 1: agents 0,1
                      junction 2
                        junction 3: agents 3,4
                    """, session.tree().join().text());
        }
    }
}
