package io.stci.session.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where an agent is, and what its program is told: what {@link Agent} says of itself. Immutable.
 *
 * @param rank 0-based, unique in the session
 * @param size how many agents the session has
 * @param host the name of the host that it runs on
 * @param session 8 hexadecimal digits
 * @param arguments of the tool's program
 * @param attributes what selectors find it by, besides {@code host}
 */
public record AgentPlace(
        int rank, int size, String host, String session, List<String> arguments, Map<String, String> attributes) {
    public AgentPlace {
        arguments = List.copyOf(arguments);
        Map<String, String> all = new HashMap<>(attributes);
        all.put(Attributes.HOST, host);
        attributes = Map.copyOf(all);
    }
}
