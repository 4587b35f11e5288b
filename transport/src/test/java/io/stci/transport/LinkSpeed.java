package io.stci.transport;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.stci.core.StciException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Measures links on the loopback interface: {@code LinkSpeed [SECONDS]}, for each kind of address in turn. */
final class LinkSpeed {
    private static final int ENOUGH_QUEUED_BYTES = 4 << 20;
    /** A task that runs again at once would keep the thread from its sockets. */
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final int PASSES = 6;
    private static final long PING = 1;
    private static final int ROUND_TRIPS = 20_000;

    private final NettyTransport left = NettyTransport.sockets("left");
    private final NettyTransport right = NettyTransport.sockets("right");
    private final Counting counting = new Counting();
    private final Echo echo = new Echo();

    private LinkSpeed() {}

    /** @param arguments how many seconds each figure takes, 3 if left out */
    public static void main(String[] arguments) {
        long seconds = arguments.length == 0 ? 3 : Long.parseLong(arguments[0]);
        for (int pass = 0; pass < PASSES; pass++) {
            for (Address address : List.of(Address.tcp("127.0.0.1", 0), Address.udp("127.0.0.1", 0))) {
                new LinkSpeed().measure(address, seconds);
            }
        }
    }

    private void measure(Address address, long seconds) {
        VirtualChannel vc = connect(address);
        for (int payload : new int[] {64, 64 << 10}) {
            long frames = stream(vc, payload, TimeUnit.SECONDS.toNanos(seconds));
            double perSecond = (double) frames / seconds;
            System.out.printf(
                    "%s %6d-byte frames: %9.0f/s %7.1f MB/s%n",
                    address.scheme(), payload, perSecond, perSecond * payload / 1e6);
        }
        long[] roundTripsNs = roundTrips(vc);
        System.out.printf(
                "%s round trip: median %.1f us, p99 %.1f us%n",
                address.scheme(), roundTripsNs[ROUND_TRIPS / 2] / 1e3, roundTripsNs[ROUND_TRIPS * 99 / 100] / 1e3);
        CompletableFuture.runAsync(() -> System.out.println(resent()), right::execute)
                .join();
        left.close();
        right.close();
    }

    private String resent() {
        return right.datagrams().resentDatagrams() + " datagrams were sent again";
    }

    private VirtualChannel connect(Address address) {
        Transport.Endpoint endpoint = left.listen(address, hello -> counting).join();
        PeerHello hello = new PeerHello("session", ByteString.EMPTY, 1, 1, "host");
        right.execute(() -> right.connect(endpoint.address(), hello, echo));
        return echo.opened.join();
    }

    /** How many frames came within the time. */
    private long stream(VirtualChannel vc, int payload, long timeNs) {
        long before = counting.frames;
        long endNs = System.nanoTime() + timeNs;
        CompletableFuture<Long> done = new CompletableFuture<>();
        right.execute(() -> pump(vc, payload, endNs, done));
        done.join();
        long counted = counting.frames - before;
        CompletableFuture<Boolean> empty = new CompletableFuture<>();
        right.execute(() -> awaitEmpty(vc, empty));
        empty.join();
        return counted;
    }

    private void pump(VirtualChannel vc, int payload, long endNs, CompletableFuture<Long> done) {
        if (System.nanoTime() >= endNs) {
            done.complete(endNs);
            return;
        }
        while (vc.queuedBytes() < ENOUGH_QUEUED_BYTES) {
            vc.send(frame(payload, 0), Lane.DATA);
        }
        right.scheduler().schedule(PAUSE_NS, () -> pump(vc, payload, endNs, done));
    }

    private void awaitEmpty(VirtualChannel vc, CompletableFuture<Boolean> empty) {
        if (vc.queuedBytes() == 0) {
            empty.complete(true);
        } else {
            right.scheduler().schedule(PAUSE_NS, () -> awaitEmpty(vc, empty));
        }
    }

    private long[] roundTrips(VirtualChannel vc) {
        right.execute(() -> echo.start(vc));
        long[] sorted = echo.done.join();
        Arrays.sort(sorted);
        return sorted;
    }

    private ByteBuf frame(int payload, long number) {
        return Frames.seal(Frames.allocate(right.allocator(), payload).writeZero(payload), 16, 0, number);
    }

    /** Counts, and answers who asks. */
    private static final class Counting implements VcHandler {
        private volatile long frames;

        @Override
        public void opened(VirtualChannel vc) {}

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate")
        public void received(VirtualChannel vc, Frame frame) {
            frames = frames + 1;
            if (frame.number() == PING) {
                vc.send(frame.copyFrame(), Lane.DATA);
            }
        }

        @Override
        public void closed(VirtualChannel vc, StciException why) {}
    }

    /** Sends one frame whenever the last has come back. */
    private final class Echo implements VcHandler {
        private final CompletableFuture<VirtualChannel> opened = new CompletableFuture<>();
        private final CompletableFuture<long[]> done = new CompletableFuture<>();
        private final long[] roundTripsNs = new long[ROUND_TRIPS];
        private int count;
        private long sentNs;

        void start(VirtualChannel vc) {
            sentNs = System.nanoTime();
            vc.send(frame(64, PING), Lane.DATA);
        }

        @Override
        public void opened(VirtualChannel vc) {
            opened.complete(vc);
        }

        @Override
        public void received(VirtualChannel vc, Frame frame) {
            roundTripsNs[count++] = System.nanoTime() - sentNs;
            if (count == ROUND_TRIPS) {
                done.complete(roundTripsNs);
            } else {
                start(vc);
            }
        }

        @Override
        public void closed(VirtualChannel vc, StciException why) {
            opened.completeExceptionally(why);
        }
    }
}
