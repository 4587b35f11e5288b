package io.stci.session.tool;

import java.util.List;

/**
 * Where an agent is, and what its program is told: what {@link Agent} says of itself. Immutable.
 *
 * @param rank 0-based, unique in the session
 * @param size how many agents the session has
 * @param host the name of the host that it runs on
 * @param session 8 hexadecimal digits
 * @param arguments of the tool's program
 */
public record AgentPlace(int rank, int size, String host, String session, List<String> arguments) {
    public AgentPlace {
        arguments = List.copyOf(arguments);
    }
}
