package io.stci.transport;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.stci.core.StciException;
import io.stci.testkit.CountingAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Where the contract is tried: two transports of one kind, and how to wait for what they do. */
abstract class Bench implements AutoCloseable {
    final CountingAllocator allocator = new CountingAllocator();
    private final List<Recorder> recorders = new ArrayList<>();

    /** The transport that listens in most tests. */
    abstract Transport left();

    /** The transport that connects in most tests. */
    abstract Transport right();

    /** Connects the transport on the right, on whose thread it is called, with a handshake of one's own. */
    abstract void connectRight(Address address, Greeting greeting, VcHandler handler);

    /** Where nobody has listened yet. */
    abstract Address freshAddress();

    /** Where nobody listens. */
    abstract Address nowhere();

    /** Runs a task on the thread of a transport and returns its result, or throws what it throws. */
    abstract <T> T call(Transport on, Supplier<T> task);

    /** Waits, and fails when it takes too long. */
    abstract void awaitUntil(String what, BooleanSupplier condition);

    /** Ends both threads; returns when they have. */
    abstract void endThreads();

    final void run(Transport on, Runnable task) {
        call(on, () -> {
            task.run();
            return true;
        });
    }

    @Override
    public final void close() {
        endThreads();
        recorders.forEach(Recorder::assertSound);
        allocator.assertAllReleased();
    }

    final Transport.Endpoint listen(Admission admission) {
        return listen(freshAddress(), admission);
    }

    final Transport.Endpoint listen(Address address, Admission admission) {
        CompletableFuture<Transport.Endpoint> listening = left().listen(address, admission);
        awaitUntil("listening", listening::isDone);
        try {
            return listening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StciException refused ? refused : e;
        }
    }

    final Recorder connect(Address address, int node, Recorder recorder) {
        recorders.add(recorder);
        run(right(), () -> right().connect(address, hello(node), recorder));
        return recorder;
    }

    final Recorder connect(Address address, Greeting greeting, Recorder recorder) {
        recorders.add(recorder);
        run(right(), () -> connectRight(address, greeting, recorder));
        return recorder;
    }

    /** An open link between two handlers. */
    final Pair pair(Recorder listening, Recorder connecting) {
        Transport.Endpoint endpoint = listen(hello -> listening);
        recorders.add(listening);
        connect(endpoint.address(), 1, connecting);
        awaitUntil("the link is open", () -> listening.isOpen() && connecting.isOpen());
        return new Pair(listening, connecting);
    }

    final Pair pair() {
        return pair(new Recorder(), new Recorder());
    }

    static PeerHello hello(int node) {
        return new PeerHello("session", ByteString.copyFromUtf8("secret"), node, 1, "host-" + node);
    }

    /** A sealed frame whose stream tells its lane. */
    final ByteBuf frame(Lane lane, long number, int payloadLength) {
        ByteBuf frame = Frames.allocate(allocator, payloadLength).writeZero(payloadLength);
        return Frames.seal(frame, 16, lane.ordinal(), number);
    }

    /** The two ends of a link. */
    record Pair(Recorder left, Recorder right) {
        boolean isClosed() {
            return left.isClosed() && right.isClosed();
        }
    }
}
