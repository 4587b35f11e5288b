package io.stci.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DrawnTextTest {
    @Test
    void aDrawnTreeTravelsWithoutItsNames() {
        Topology drawn = ExplicitTopology.parse("""
                head:0 => a:0 x:0 b:0 ;
                a:0 => a:1 a:2 ;
                b:0 => c:0 ;
                c:0 => c:1 ;
                """).topology();
        assertEquals("drawn:2,0,1;0,0;1;0", drawn.shape().text());
        assertEquals(drawn.shape(), Shape.parse(drawn.shape().text()));
        assertEquals("file", Shape.parse(drawn.shape().text()).toString());
        assertEquals("kary:4", Shape.kary(4).text());
    }

    @Test
    void anyTreeIsReadAsItWas() {
        for (long seed = 0; seed < 300; seed++) {
            Shape shape = random(new Random(seed)).shape();
            assertEquals(shape, Shape.parse(shape.text()), "seed " + seed);
        }
    }

    @Test
    void whatIsNoTreeIsRefused() {
        assertRefused("drawn:", "'' is not a number of agents");
        assertRefused("drawn:2", "list 1 is missing");
        assertRefused("drawn:2;0", "list 1 holds 1 agents where 2 are expected");
        assertRefused("drawn:0;0", "list 1 belongs to no node");
        assertRefused("drawn:2,x;0,0", "'x' is not a number of agents");
        assertRefused("drawn:999999999,999999999,999999999", "list 0 holds more than 2097152 agents");
        assertRefused("drawn:1" + ";1".repeat(30) + ";0", "list 24 brings it above 2097152 nodes or 24 levels");
    }

    /** A junction at a time gets a line, above nodes that have none yet. */
    private static Topology random(Random random) {
        List<String> loose = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int agent = 0; agent <= random.nextInt(30); agent++) {
            loose.add("a:" + agent);
        }
        for (int junction = 0; junction < random.nextInt(8); junction++) {
            List<String> children = new ArrayList<>();
            for (int child = 0; child <= random.nextInt(4) && loose.size() > 1; child++) {
                children.add(loose.remove(random.nextInt(loose.size())));
            }
            if (!children.isEmpty()) {
                text.append("j:" + junction + " => " + String.join(" ", children) + " ;\n");
                loose.add("j:" + junction);
            }
        }
        text.append("head:0 => " + String.join(" ", loose) + " ;\n");
        return ExplicitTopology.parse(text.toString()).topology();
    }

    private static void assertRefused(String spec, String reason) {
        StciException refused = assertThrows(StciException.class, () -> Shape.parse(spec));
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }
}
