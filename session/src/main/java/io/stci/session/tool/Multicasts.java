package io.stci.session.tool;

import com.google.protobuf.ByteString;
import io.stci.activemessages.message.ActiveMessages;
import io.stci.activemessages.message.HandlerNames;
import io.stci.activemessages.message.MessageOptions;
import io.stci.core.RankSet;
import io.stci.core.Request;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.Streams;
import io.stci.groupops.UpFilters;
import io.stci.wire.Operation;
import io.stci.wire.StreamSpec;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Messages of the front-end to several agents at once, once on each link. Those for the same members have a stream, which stays for
 * the next; of those that are not in use the oldest are closed. Confined to the front-end's thread.
 */
final class Multicasts {
    private static final int MAX_STREAMS = 32;
    private static final long MAX_WAITING_BYTES = 128L << 20;

    private final GroupOperations home;
    private final Scheduler scheduler;
    private final Streams streams;
    private final Map<Kind, MulticastStream> open = new LinkedHashMap<>(16, 0.75f, true);
    private long waitingBytes;
    private StciException closed;

    private record Kind(RankSet members, boolean interrupts) {}

    Multicasts(GroupOperations home, Scheduler scheduler, Streams streams) {
        this.home = home;
        this.scheduler = scheduler;
        this.streams = streams;
    }

    /** @return completes when it has left; fails with RESOURCE_EXHAUSTED if too much waits */
    Request<Void> send(RankSet members, String handler, byte[] payload) {
        if (payload.length > GroupOperations.MAX_PAYLOAD_BYTES) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "message for ranks " + members,
                    "has " + payload.length + " bytes, more than " + GroupOperations.MAX_PAYLOAD_BYTES,
                    "send it in several");
        }
        if (waitingBytes + payload.length > MAX_WAITING_BYTES) {
            throw exhausted(members, "has " + waitingBytes + " bytes waiting before it", "wait until some have left");
        }
        PendingOperation<Void> message = pending(handler, payload);
        waitingBytes += payload.length;
        message.result().whenComplete((nothing, failure) -> waitingBytes -= payload.length);
        message.limit(scheduler, MessageOptions.standard().sendDeadlineNs());
        return submit(stream(new Kind(members, false)), message);
    }

    /** @return completes when it has left; fails with RESOURCE_EXHAUSTED if too many have not been handled */
    Request<Void> interrupt(RankSet members, String handler, byte[] payload) {
        if (HandlerNames.bytes(handler) + payload.length > ActiveMessages.INTERRUPT_BYTES) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "interrupt",
                    "of " + payload.length + " bytes is longer than " + ActiveMessages.INTERRUPT_BYTES,
                    "send it as a message");
        }
        PendingOperation<Void> message = pending(handler, payload);
        MulticastStream stream = stream(new Kind(members, true));
        if (!stream.hasRoom()) {
            throw exhausted(members, "have not handled earlier interrupts yet", "send fewer interrupts");
        }
        return submit(stream, message);
    }

    void close(StciException why) {
        closed = why;
        open.values().forEach(stream -> stream.close(why));
        open.clear();
    }

    private static PendingOperation<Void> pending(String handler, byte[] payload) {
        return PendingOperation.of(
                Operation.newBuilder().setHandler(HandlerNames.check(handler)), payload, nothing -> null);
    }

    private Request<Void> submit(MulticastStream stream, PendingOperation<Void> message) {
        stream.submit(message);
        StciException off = new StciException(Status.CANCELLED, "message", "was called off", "");
        return home.request(message.result(), () -> message.fail(off));
    }

    private MulticastStream stream(Kind kind) {
        if (closed != null) {
            throw closed;
        }
        MulticastStream known = open.get(kind);
        if (known != null) {
            return known;
        }
        closeUnused();
        MulticastStream stream = new MulticastStream(root -> gone(kind, root.missing()));
        stream.opened(streams.open(spec(kind), stream));
        open.put(kind, stream);
        return stream;
    }

    private static StreamSpec.Builder spec(Kind kind) {
        StreamSpec.Builder spec = StreamSpec.newBuilder()
                .setMembers(ByteString.copyFrom(kind.members().encode()))
                .setUpFilter(UpFilters.FORWARD)
                .setService(kind.interrupts() ? Mails.MULTICAST_URGENT : Mails.MULTICAST);
        return kind.interrupts() ? Mails.urgent(spec) : spec;
    }

    private StciException gone(Kind kind, Map<String, RankSet> missing) {
        String reasons = missing.entrySet().stream()
                .map(each -> "[" + each.getValue() + "] " + each.getKey())
                .collect(Collectors.joining("; "));
        return new StciException(Status.UNAVAILABLE, "ranks " + kind.members(), "are gone: " + reasons, "");
    }

    private static StciException exhausted(RankSet members, String reason, String nextStep) {
        return new StciException(Status.RESOURCE_EXHAUSTED, "ranks " + members, reason, nextStep);
    }

    private void closeUnused() {
        Iterator<MulticastStream> oldestFirst = open.values().iterator();
        while (open.size() >= MAX_STREAMS && oldestFirst.hasNext()) {
            MulticastStream stream = oldestFirst.next();
            if (stream.isIdle()) {
                stream.close(new StciException(Status.CANCELLED, "message", "is not in use", ""));
                oldestFirst.remove();
            }
        }
    }
}
