package io.stci.session.tool;

/**
 * A tool's part at the agents: made once for each agent, by a public constructor without parameters.
 */
@FunctionalInterface
public interface AgentProgram {
    /**
     * The agent begins: registers what it does when it is asked. Called on the node's thread, before the agent joins the
     * tree.
     *
     * @throws RuntimeException if it can't begin; the agent's process then ends with the reason
     */
    void start(Agent agent);

    /** The agent has ended: the session is over, or it has lost its place. Called on the node's thread, once. */
    default void stop() {}
}
