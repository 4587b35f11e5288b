package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.stci.core.StciException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UdpTransportTest extends TransportContractTest {
    @Override
    Bench openBench() {
        return new ThreadBench(
                NioIoHandler.newFactory(), LinkLimits.DEFAULT, () -> Address.udp("127.0.0.1", 0), closedPort());
    }

    @Test
    void aPortAskedForAsZeroHasItsNumber() {
        Address bound = bench().listen(hello -> new Recorder()).address();
        assertEquals("udp:127.0.0.1", bound.toString().substring(0, 13));
        assertTrue(bound.port() > 0);
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        Address unknown = Address.udp("no-such-host.invalid", 1);
        Recorder connecting = bench().connect(unknown, 1, new Recorder());
        bench().awaitUntil("closed", connecting::isClosed);
        assertEquals(
                "address udp:no-such-host.invalid:1: can't connect: no such host",
                connecting.why().getMessage());
        StciException refused = assertThrows(StciException.class, () -> bench().listen(unknown, hello -> null));
        assertTrue(refused.getMessage().contains("can't listen there: no such host"), refused.getMessage());
    }

    @Test
    void whereNobodyListensTheSystemSaysSoAtOnce() {
        Recorder connecting = bench().connect(bench().nowhere(), 1, new Recorder());
        bench().awaitUntil("closed", connecting::isClosed);
        assertTrue(
                connecting.why().getMessage().endsWith("can't connect: connection refused"),
                connecting.why().getMessage());
    }

    @Test
    void whoseSocketIsGoneWithoutAWordIsNoticedSoon() {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        NettyTransport dying = NettyTransport.on(group.next(), bench().allocator);
        Recorder connecting = connectTo(dying);
        // A moment of quiet: without, the loop now and then ends before it has closed its socket.
        group.shutdownGracefully(50, 5000, TimeUnit.MILLISECONDS);
        bench().awaitUntil("it is gone", group::isTerminated);
        long goneNs = System.nanoTime();
        VirtualChannel vc = connecting.vc();
        bench().run(bench().right(), () -> vc.send(bench().frame(Lane.DATA, 1, 10), Lane.DATA));
        bench().awaitUntil("noticed", connecting::isClosed);
        assertEquals("does not answer any more", connecting.why().reason());
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - goneNs);
        assertTrue(tookMs < 5000, "the system's word is faster than time-outs alone: " + tookMs + " ms");
    }

    @Test
    void whoClosesItsTransportTellsItsPeers() {
        NettyTransport closing = NettyTransport.sockets("closing");
        Recorder connecting = connectTo(closing);
        closing.close();
        bench().awaitUntil("told", connecting::isClosed);
        assertEquals("was reset by the other end", connecting.why().reason());
    }

    private Recorder connectTo(NettyTransport listening) {
        Transport.Endpoint endpoint = listening
                .listen(Address.udp("127.0.0.1", 0), hello -> new Recorder())
                .join();
        Recorder connecting = bench().connect(endpoint.address(), 1, new Recorder());
        bench().awaitUntil("open", connecting::isOpen);
        return connecting;
    }

    private static Address closedPort() {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Address.udp("127.0.0.1", taken.getLocalPort());
        } catch (SocketException e) {
            throw new AssertionError(e);
        }
    }
}
