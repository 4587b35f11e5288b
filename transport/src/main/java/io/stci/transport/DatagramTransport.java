package io.stci.transport;

import io.netty.buffer.ByteBufAllocator;
import io.stci.core.Scheduler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Links over datagrams that may be lost, repeated, reordered and altered: the whole contract of {@link Transport} all the
 * same.
 *
 * <p>Guarantees: frames of a lane arrive once and in order while the peer answers; one that does not, through 12 timeouts
 * or about 7 s, closes its links as UNAVAILABLE. What a link keeps is bounded: 128 datagrams sent, as many received out of
 * order, and one frame of each lane in parts; what waits for room is told by {@link VirtualChannel#queuedBytes()}. Strangers are answered without being remembered until they have shown that
 * they hear what is sent to their address. Not encrypted, as TCP isn't.
 *
 * <p>Everything follows from the network, time and random numbers handed in.
 *
 * <p>Threads: confined to the one that runs the tasks, but for {@link #execute}, {@link #listen} and {@link #close}.
 */
public final class DatagramTransport implements Transport {
    private final DatagramNetwork network;
    private final DatagramContext context;
    private final DatagramCounters counters = new DatagramCounters();
    private final Set<DatagramEndpoint> endpoints = new LinkedHashSet<>();
    private final Set<DatagramDial> dials = new LinkedHashSet<>();
    private volatile boolean ending;
    private volatile Thread owner;

    /**
     * @param thread runs tasks one by one on the thread that everything is confined to, never inside the call
     * @param random where ids, secrets and the waits before repeats come from; secure where strangers can send
     */
    public DatagramTransport(
            DatagramNetwork network,
            Scheduler scheduler,
            Executor thread,
            ByteBufAllocator allocator,
            RandomGenerator random,
            LinkLimits limits) {
        LinkFlusher flusher = new LinkFlusher(thread, this::isOwner, () -> ending);
        this.network = network;
        this.context = new DatagramContext(flusher, scheduler, thread, allocator, random, limits, counters);
    }

    DatagramTransport(
            DatagramNetwork network,
            LinkFlusher flusher,
            Scheduler scheduler,
            Executor thread,
            ByteBufAllocator allocator,
            RandomGenerator random,
            LinkLimits limits) {
        this.network = network;
        this.context = new DatagramContext(flusher, scheduler, thread, allocator, random, limits, counters);
    }

    @Override
    public Scheduler scheduler() {
        return context.scheduler();
    }

    @Override
    public ByteBufAllocator allocator() {
        return context.allocator();
    }

    @Override
    public void execute(Runnable task) {
        context.thread().execute(task);
    }

    @Override
    public CompletableFuture<Endpoint> listen(Address address, Admission admission) {
        CompletableFuture<Endpoint> listening = new CompletableFuture<>();
        execute(() -> listen(address, admission, listening));
        return listening;
    }

    /** As the other, on the thread. */
    void listen(Address address, Admission admission, CompletableFuture<Endpoint> listening) {
        context.flusher().checkThread();
        DatagramEndpoint endpoint = new DatagramEndpoint(context, admission, endpoints::remove);
        network.open(address, endpoint).whenComplete((port, failure) -> {
            if (failure == null) {
                endpoint.openedAt(port);
                endpoints.add(endpoint);
                listening.complete(endpoint);
            } else {
                listening.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void connect(Address address, PeerHello hello, VcHandler handler) {
        connect(address, Greetings.connecting(hello), handler);
    }

    /** As the other, with a handshake of one's own. */
    void connect(Address address, Greeting greeting, VcHandler handler) {
        context.flusher().checkThread();
        Link link = new Link(context.flusher(), context.scheduler(), context.limits(), greeting, handler);
        DatagramDial dial = new DatagramDial(context, address, link, dials::remove);
        dials.add(dial);
        network.openTo(address, dial).whenComplete(dial::opened);
    }

    /** Ends all links and ports, and tells the peers as far as a single datagram can. The thread is its caller's. */
    @Override
    public void close() {
        execute(this::end);
    }

    /** As {@link #close()}, on the thread. */
    void end() {
        ending = true;
        new ArrayList<>(dials).forEach(dial -> dial.abandon(true));
        new ArrayList<>(endpoints).forEach(endpoint -> endpoint.abandon(true));
    }

    /** Datagrams that were dropped because they are none of ours or were altered on their way. On the thread. */
    public long corruptDatagrams() {
        return counters.corrupt();
    }

    /** Datagrams that were dropped because they belong to no link, or prove nothing of what they say. On the thread. */
    public long strayDatagrams() {
        return counters.strays();
    }

    /** Datagrams that were sent more than once. On the thread. */
    public long resentDatagrams() {
        return counters.resent();
    }

    /** Of all links that there are, and of those that linger. */
    List<DatagramCarrier> carriers() {
        List<DatagramCarrier> all = new ArrayList<>();
        dials.forEach(dial -> all.add(dial.carrier()));
        endpoints.forEach(endpoint -> all.addAll(endpoint.carriers()));
        return all;
    }

    /** Who comes first owns it: only its own thread may call what asks. */
    private boolean isOwner() {
        if (owner == null) {
            owner = Thread.currentThread();
        }
        return owner == Thread.currentThread();
    }
}
