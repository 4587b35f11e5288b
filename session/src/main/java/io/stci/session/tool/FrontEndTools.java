package io.stci.session.tool;

import io.stci.activemessages.message.ActiveMessages;
import io.stci.activemessages.message.MessageOptions;
import io.stci.core.RankSet;
import io.stci.core.StciException;
import io.stci.groupops.Streams;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a session's front-end gives to tools. Made by the session. Threads: any, where nothing else is said. */
public final class FrontEndTools {
    private final GroupOperations operations;
    private final Streams streams;
    private final FilterCatalog catalog;
    private final RankSet all;
    private final List<ToolStream<?, ?>> open = new ArrayList<>();
    private final MailHub mail;
    private final Messages messages;
    private StciException closed;

    /** @param reasons says more of missing ranks than their neighbours saw */
    public FrontEndTools(
            Transport transport, Streams streams, RankSet all, UnaryOperator<Map<String, RankSet>> reasons) {
        this.streams = streams;
        this.catalog = streams.catalog();
        this.all = all;
        OwnThread thread = new OwnThread(transport);
        this.operations = new GroupOperations(transport, streams, catalog, reasons, thread::isCurrent);
        this.mail = new MailHub(transport, streams, all);
        this.messages = new Messages(
                operations, new ActiveMessages(mail, transport.scheduler(), thread, MessageOptions.standard()));
    }

    /** Lets agents begin operations of their own. On the front-end's thread, once all agents run a tool's program. */
    public void serveAgents() {
        new CollectiveHub(streams, catalog, all).open();
        mail.open();
    }

    /** Agents to be asked together. */
    public Group group(RankSet members) {
        return new Group(operations, members);
    }

    /** Messages to and from single agents; once agents are served. */
    public Messages messages() {
        return messages;
    }

    /** Opens a stream. */
    public <I, V> ToolStream<I, V> open(StreamOptions<I, V> options) {
        ToolStream<I, V> stream = new ToolStream<>(operations, options);
        operations.execute(stream.opened(), () -> {
            if (closed != null) {
                stream.end(closed);
            } else {
                open.add(stream);
                stream.open(() -> streams.open(options.spec(all), stream.consumer()));
            }
        });
        return stream;
    }

    /** Ends everything. On the front-end's thread. */
    public void close(StciException why) {
        closed = why;
        operations.close(why);
        mail.close(why);
        open.forEach(stream -> stream.end(why));
        open.clear();
    }
}
