package io.stci.session.tool;

import io.stci.activemessages.Codec;
import io.stci.activemessages.message.ActiveMessages;
import io.stci.core.Scheduler;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An agent as a tool's program sees it.
 *
 * <p>Threads: confined to the node's thread, but for {@link #execute}. Handlers are called on that thread.
 */
public interface Agent {
    /** 0-based, unique in the session. */
    int rank();

    /** How many agents the session has. */
    int size();

    /** The name of the host that it runs on. */
    String host();

    /** 8 hexadecimal digits. */
    String session();

    /** What the session's opener gave the program at every agent: the same for all, in order; unmodifiable. */
    List<String> arguments();

    /**
     * What the agent is, for a {@link Selector}: names with a value each, a view by rising name. Given are
     *
     * <ul>
     *   <li>{@code host}, {@code os} and {@code arch}: the names of its host, operating system and processor, such as {@code n001},
     *       {@code Linux}, {@code amd64}
     *   <li>{@code cpus}: how many processors its JVM may use
     *   <li>{@code pid}: the process that hosts it, perhaps with others
     * </ul>
     *
     * The rest is the program's own.
     */
    SortedMap<String, String> attributes();

    /**
     * Gives the agent an attribute, or that another value. Selectors that come from now on see it.
     *
     * @param name 1 to 64 ASCII letters, digits, dots, dashes, slashes and underscores
     * @param value up to 1 KiB in UTF-8
     * @throws io.stci.core.StciException INVALID_ARGUMENT if they are otherwise, the attribute is given, or there would be more than 256
     */
    void attribute(String name, String value);

    /**
     * Takes an attribute away, if there is one of this name.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT if it is given, or can't be
     */
    void removeAttribute(String name);

    /** The time of the node's thread. */
    Scheduler scheduler();

    /** Runs a task on the node's thread. From any thread. */
    void execute(Runnable task);

    /**
     * Registers what the agent does when it is asked under this name, be it by a query, a reduction, a broadcast, a scatter, or
     * by a single request of the front-end or another agent: who asks says how the answers are combined.
     *
     * @param request reads what comes with the request
     * @param answer writes the answer, where the answers are kept apart
     * @throws io.stci.core.StciException INVALID_ARGUMENT if there is one of this name already; the system has some whose names begin
     *     with {@code stci.}
     */
    <Q, A> void handle(String name, Codec<Q> request, Codec<A> answer, Handler<Q, A> handler);

    /** As {@link #handle}, for what is answered at once. */
    default <Q, A> void answer(String name, Codec<Q> request, Codec<A> answer, Function<Q, A> handler) {
        handle(name, request, answer, question -> CompletableFuture.completedFuture(handler.apply(question)));
    }

    /**
     * As {@link #answer}, for what is only ever combined, by a reduction: it needs no codec. Who asks to have it kept apart is told
     * that it can't be.
     */
    default <Q, I> void contribute(String name, Codec<Q> request, Function<Q, I> handler) {
        answer(name, request, new CombinedOnly<>(name), handler);
    }

    /**
     * Registers who is given the streams that the front-end opens under this name, one after the other.
     *
     * @throws io.stci.core.StciException INVALID_ARGUMENT if there is one of this name already
     */
    void onStream(String name, Consumer<AgentStream> opened);

    /**
     * Messages to and from the front-end and other agents, which pass the front-end. What {@link #handle} registers is a handler
     * here too.
     */
    ActiveMessages messages();

    /** Operations that agents begin themselves. */
    Collectives collectives();
}
