package io.stci.simulator;

import io.netty.buffer.ByteBuf;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Address;
import io.stci.transport.DatagramTransport;
import io.stci.transport.LinkLimits;
import io.stci.transport.Transport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Hosts, their processes and the network between them, in virtual time. What happens is a function of the seed and of what
 * is asked for here. Confined to one thread, on which everything happens.
 */
public final class Simulation {
    private final EventQueue time = new EventQueue();
    private final Trace trace = new Trace(time);
    private final RandomGenerator random;
    private final SimulatedNetwork network;
    private final Map<Integer, SimulatedProcess> processes = new HashMap<>();
    private final List<SimulatedProcess> everyProcess = new ArrayList<>();
    private final Map<Address, Integer> places = new HashMap<>();
    private final BitSet off = new BitSet();
    private final List<String> defects = new ArrayList<>();

    /** @param usual how the paths are that nothing else is said of */
    public Simulation(long seed, PathConditions usual) {
        this.random = new SplittableRandom(seed);
        this.network = new SimulatedNetwork(time, random, usual);
    }

    /** Nanoseconds of virtual time since the beginning. */
    public long nowNs() {
        return time.nowNs();
    }

    /** How many events have happened so far. */
    public long events() {
        return time.happened();
    }

    /** The source of all that is random in this run. */
    public RandomGenerator random() {
        return random;
    }

    /** Starts a process on a host, where none lives; it links by streams, as TCP's are. */
    public Transport start(int host) {
        return new SimulatedTransport(this, startProcess(host));
    }

    /** Starts a process on a host, where none lives; it links by datagrams. */
    public Transport startOnDatagrams(int host) {
        SimulatedProcess process = startProcess(host);
        return new DatagramTransport(
                new SimulatedDatagrams(this, process),
                process,
                process::execute,
                process.allocator(),
                new SplittableRandom(random.nextLong()),
                LinkLimits.DEFAULT);
    }

    private SimulatedProcess startProcess(int host) {
        SimulatedProcess before = processes.get(host);
        if (before != null && before.isAlive()) {
            throw new StciException(Status.INTERNAL, "host " + host, "has a process already", "");
        }
        off.clear(host);
        SimulatedProcess process = new SimulatedProcess(host, time, defect -> defect(host, defect));
        processes.put(host, process);
        everyProcess.add(process);
        return process;
    }

    /** Says what lets go of the buffers that a host's process holds when it dies. */
    public void freeMemoryOf(int host, Runnable task) {
        processes.get(host).freeMemory(task);
    }

    /**
     * Ends a host's process at once, as SIGKILL does: its peers hear it.
     *
     * @param inFlightIsLost what it had sent and nobody has received is lost
     */
    public void crash(int host, boolean inFlightIsLost) {
        say("host " + host + ": its process crashes" + (inFlightIsLost ? " with all that it had sent" : ""));
        die(host, inFlightIsLost, true);
    }

    /** Ends a host with its process, as a power cut does: nobody hears it. */
    public void powerOff(int host) {
        say("host " + host + ": loses power");
        off.set(host);
        die(host, true, false);
    }

    /** Stops a host's process, as SIGSTOP does; its host lives. Without effect if it is dead or stopped. */
    public void freeze(int host) {
        if (isAlive(host) && !processes.get(host).isFrozen()) {
            say("host " + host + ": its process freezes");
            processes.get(host).freeze();
        }
    }

    /** Lets it go on, as SIGCONT does. Without effect if it isn't stopped. */
    public void thaw(int host) {
        if (isAlive(host) && processes.get(host).isFrozen()) {
            say("host " + host + ": its process thaws");
            processes.get(host).thaw();
        }
    }

    public boolean isAlive(int host) {
        return processes.containsKey(host) && processes.get(host).isAlive();
    }

    /** Cuts one direction: nothing arrives, and nobody is told. */
    public void cut(int from, int to) {
        say("network: nothing arrives from host " + from + " at host " + to);
        network.change(from, to, network.conditions(from, to).cut(true));
    }

    /** Changes what one direction does with what it carries. */
    public void change(int from, int to, PathConditions conditions) {
        say("network: from host " + from + " to host " + to + ": " + conditions);
        network.change(from, to, conditions);
    }

    /** Makes one direction as all others are. */
    public void mend(int from, int to) {
        say("network: from host " + from + " to host " + to + " as usual");
        network.change(from, to, network.usual());
    }

    /** Breaks the streams between two hosts, as a reset connection does: both ends are told, and may connect again. */
    public void breakLinks(int one, int two) {
        say("network: the connections between host " + one + " and host " + two + " break");
        processes.get(one).streamsTo(two).forEach(StreamEnd::reset);
    }

    /** Lets something happen later, beside what processes do. */
    public void at(long timeNs, Runnable what) {
        time.at(timeNs, what);
    }

    /** Lets so many events happen, as long as there are any. */
    public void step(int events) {
        for (int i = 0; i < events && time.nextNs() < Long.MAX_VALUE; i++) {
            time.runNext(time.nextNs());
        }
    }

    /** Lets virtual time pass. */
    public void advance(long ns) {
        long untilNs = time.nowNs() + ns;
        while (time.runNext(untilNs)) {
            checkInterrupt();
        }
    }

    /**
     * Lets time pass until the condition holds.
     *
     * @return false if it doesn't within this time
     */
    public boolean await(BooleanSupplier condition, long limitNs) {
        long untilNs = time.nowNs() + limitNs;
        while (!condition.getAsBoolean()) {
            checkInterrupt();
            if (!time.runNext(untilNs)) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** Adds a line to the trace. */
    public void say(String line) {
        trace.say(line);
    }

    /** Says every frame that arrives from now on. */
    public void traceFrames() {
        trace.sayFrames();
    }

    /** What happened, in words. */
    public String traceText() {
        return trace.toString();
    }

    /** The buffers that nobody has released, of all processes that ever were, in words; empty if there are none. */
    public List<String> unreleased() {
        return everyProcess.stream()
                .filter(process -> process.unreleasedBytes() > 0)
                .map(process -> process.unreleasedBytes() + " bytes of buffers made on host " + process.host()
                        + " were not released")
                .toList();
    }

    /** Bytes of buffers that a host's process holds or has on the way. */
    public long unreleasedBytes(int host) {
        return processes.containsKey(host) ? processes.get(host).unreleasedBytes() : 0;
    }

    /** What code of the nodes threw where nothing may be thrown. */
    public List<String> defects() {
        return List.copyOf(defects);
    }

    Trace trace() {
        return trace;
    }

    StreamPath path(int from, int to) {
        return new StreamPath(time, network, from, to);
    }

    /** Sends a datagram to where an address is, if it is anywhere; lent. */
    void sendDatagram(int from, Address to, ByteBuf datagram, SimulatedNetwork.DatagramArrival arrival) {
        Integer host = places.get(to);
        if (host != null) {
            network.send(from, host, datagram, arrival);
        }
    }

    /** The process that is or was on a host. */
    SimulatedProcess process(int host) {
        return processes.get(host);
    }

    boolean isOn(int host) {
        return !off.get(host);
    }

    void place(Address address, int host) {
        places.put(address, host);
    }

    /** Where an address is. */
    int host(Address address) {
        Integer host = places.get(address);
        if (host == null) {
            throw new StciException(Status.INTERNAL, "address " + address, "belongs to no simulated host", "");
        }
        return host;
    }

    /** A process ends of its own accord. */
    void end(SimulatedProcess process) {
        if (process.isAlive()) {
            process.die().forEach(stream -> stream.died(false, true));
            process.bury();
        }
    }

    private void die(int host, boolean inFlightIsLost, boolean heard) {
        SimulatedProcess process = processes.get(host);
        process.die().forEach(stream -> stream.died(inFlightIsLost, heard));
        process.bury();
    }

    private void defect(int host, Throwable what) {
        say("host " + host + ": DEFECT " + what);
        StackTraceElement[] stack = what.getStackTrace();
        defects.add("host " + host + ": " + what + (stack.length == 0 ? "" : " at " + stack[0]));
    }

    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new StciException(Status.CANCELLED, "simulation", "was interrupted", "");
        }
    }
}
