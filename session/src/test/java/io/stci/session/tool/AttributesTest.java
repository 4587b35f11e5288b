package io.stci.session.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private final Attributes attributes =
            new Attributes(new AgentPlace(3, 4, "n7", "5eed5eed", List.of(), Map.of("os", "Linux")).attributes());

    @Test
    void whatIsGivenAndTheProgramsOwnAreThereByName() {
        attributes.put("gpu", "a100");
        attributes.put("gpu", "h100");
        attributes.put("rack", "");
        assertEquals(Map.of("host", "n7", "os", "Linux", "gpu", "h100", "rack", ""), attributes.all());
        attributes.remove("rack");
        attributes.remove("never-there");
        assertEquals("gpu", attributes.all().firstKey());
        assertEquals(3, attributes.all().size());
    }

    @Test
    void whatIsGivenStaysAsItIs() {
        assertRefused(
                "attribute 'host': is given by the system; choose another name", () -> attributes.put("host", "x"));
        assertRefused("attribute 'os': is given by the system; choose another name", () -> attributes.remove("os"));
    }

    @Test
    void namesAndValuesAreBounded() {
        assertRefused("is no name", () -> attributes.put("two words", "x"));
        assertRefused("is no name", () -> attributes.put("x".repeat(65), "x"));
        attributes.put("x".repeat(64), "v".repeat(1024));
        assertRefused("has a value of 1025 bytes", () -> attributes.put("x", "v".repeat(1025)));
        for (int i = attributes.all().size(); i < Attributes.MAX_ATTRIBUTES; i++) {
            attributes.put("n" + i, "");
        }
        attributes.put("n5", "changed");
        assertRefused("would be one above 256", () -> attributes.put("another", ""));
    }

    private static void assertRefused(String reason, Runnable change) {
        StciException refused = assertThrows(StciException.class, change::run);
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }
}
