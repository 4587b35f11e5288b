package io.stci.session.tool;

import io.stci.activemessages.Codec;
import io.stci.activemessages.message.ActiveMessages;
import io.stci.activemessages.message.MessageOptions;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.LeafService;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.transport.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Runs a tool's program at one agent, and gives the services by which its node reaches it. For who hosts agents. Made on any
 * thread; from {@link #start} on confined to the node's thread.
 */
public final class ToolAgent implements Agent {
    private final Transport transport;
    private final AgentPlace place;
    private final Attributes attributes;
    private final AgentProgram program;
    private final FilterCatalog catalog;
    private final Map<String, Registered<?, ?>> handlers = new HashMap<>();
    private final Map<String, Consumer<AgentStream>> openers = new HashMap<>();
    private final OperationService operations;
    private final ToolStreamService streams;
    private final CollectiveService collectives;
    private final AgentMail mail;
    private final ActiveMessages messages;
    private boolean stopped;

    /** @param catalog the filters of the agent's node */
    public ToolAgent(Transport transport, FilterCatalog catalog, AgentPlace place, AgentProgram program) {
        this.transport = transport;
        this.place = place;
        this.attributes = new Attributes(place.attributes());
        AttributeHandlers.register(handlers, place.rank(), attributes);
        this.program = program;
        this.catalog = catalog;
        this.operations = new OperationService(transport, catalog, handlers);
        this.streams = new ToolStreamService(catalog, openers);
        OwnThread thread = new OwnThread(transport);
        this.collectives = new CollectiveService(transport, catalog, thread::isCurrent, place.rank());
        this.mail = new AgentMail(place.rank(), place.size());
        this.messages = new ActiveMessages(mail, transport.scheduler(), thread, MessageOptions.standard());
    }

    /** Lets the program begin. On the node's thread, before the agent joins. */
    public void start() {
        program.start(this);
    }

    /** The agent has ended. On the node's thread; only the first call counts. */
    public void stop() {
        if (!stopped) {
            stopped = true;
            collectives.close();
            program.stop();
        }
    }

    /** The services of this agent, by the names that streams give. */
    public Map<String, LeafService> services() {
        Map<String, LeafService> services = new HashMap<>(mail.services());
        services.put(GroupOperations.SERVICE, operations);
        services.put(ToolStreamService.SERVICE, streams);
        services.put(CollectiveService.SERVICE, collectives);
        services.put(FilterJars.SERVICE, new FilterJars(catalog, transport.scheduler()));
        services.put(CollectiveService.STARTS, collectives::openStarts);
        return services;
    }

    @Override
    public int rank() {
        return place.rank();
    }

    @Override
    public int size() {
        return place.size();
    }

    @Override
    public String host() {
        return place.host();
    }

    @Override
    public String session() {
        return place.session();
    }

    @Override
    public List<String> arguments() {
        return place.arguments();
    }

    @Override
    public SortedMap<String, String> attributes() {
        return attributes.all();
    }

    @Override
    public void attribute(String name, String value) {
        attributes.put(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    @Override
    public Scheduler scheduler() {
        return transport.scheduler();
    }

    @Override
    public void execute(Runnable task) {
        transport.execute(task);
    }

    @Override
    public <Q, A> void handle(String name, Codec<Q> request, Codec<A> answer, Handler<Q, A> handler) {
        checkNew(handlers.putIfAbsent(name, new Registered<>(request, answer, handler)), "handler", name);
        messages.handle(name, request, answer, (question, context) -> handler.handle(question));
    }

    @Override
    public void onStream(String name, Consumer<AgentStream> opened) {
        checkNew(openers.putIfAbsent(name, opened), "stream", name);
    }

    @Override
    public ActiveMessages messages() {
        return messages;
    }

    @Override
    public Collectives collectives() {
        return collectives;
    }

    private static void checkNew(Object before, String what, String name) {
        if (before != null) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, what + " '" + name + "'", "is registered already", "choose another name");
        }
    }
}
