package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.tool.Agent;
import io.stci.session.tool.AgentProgram;
import io.stci.session.tool.ToolAgent;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes a tool's program for each agent of a process.
 *
 * @param name of its class; empty if there is none
 * @param arguments what it is told
 * @param onFailure told, on the node's thread, if it can't begin
 */
record AgentPrograms(String name, List<String> arguments, Consumer<StciException> onFailure) {
    boolean areThere() {
        return !name.isEmpty();
    }

    /** Makes one, which {@link #start} lets begin. */
    AgentProgram make() {
        return new Late(name);
    }

    /** On the node's thread. */
    void start(ToolAgent agent) {
        try {
            agent.start();
        } catch (StciException known) {
            onFailure.accept(known);
        } catch (RuntimeException | LinkageError e) {
            onFailure.accept(new StciException(Status.INTERNAL, "program " + name, "can't begin: " + e, "", e));
        }
    }

    /** Its class is looked for as it begins, so that one failure is told like another. */
    private static final class Late implements AgentProgram {
        private final String name;
        private AgentProgram program;

        Late(String name) {
            this.name = name;
        }

        @Override
        public void start(Agent agent) {
            program = instance();
            program.start(agent);
        }

        @Override
        public void stop() {
            if (program != null) {
                program.stop();
            }
        }

        private AgentProgram instance() {
            try {
                return Class.forName(name)
                        .asSubclass(AgentProgram.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ClassNotFoundException e) {
                throw unusable(Status.NOT_FOUND, "is not on the class path", "add its jar", e);
            } catch (ClassCastException e) {
                throw unusable(Status.INVALID_ARGUMENT, "is no AgentProgram", "implement it", e);
            } catch (ReflectiveOperationException e) {
                throw unusable(
                        Status.INVALID_ARGUMENT,
                        "can't be made: " + e,
                        "give it a public constructor without parameters",
                        e);
            }
        }

        private StciException unusable(Status status, String reason, String nextStep, Exception e) {
            return new StciException(status, "program " + name, reason, nextStep, e);
        }
    }
}
