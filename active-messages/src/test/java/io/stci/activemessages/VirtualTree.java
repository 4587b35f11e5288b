package io.stci.activemessages;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.stci.core.StciException;
import io.stci.testkit.CountingAllocator;
import io.stci.testkit.VirtualTime;
import io.stci.transport.Address;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.transport.Lane;
import io.stci.transport.NettyTransport;
import io.stci.transport.PeerHello;
import io.stci.transport.VcHandler;
import io.stci.transport.VirtualChannel;
import java.util.ArrayList;
import java.util.List;

/** Nodes on one transport in virtual time, and what their listeners hear. */
final class VirtualTree {
    final VirtualTime time = new VirtualTime();
    final CountingAllocator allocator = new CountingAllocator();
    private final NettyTransport transport = NettyTransport.on(time.loop(), allocator);

    /** A node and the log of its links. */
    final class Member {
        final Node node;
        final List<String> log = new ArrayList<>();
        final List<String> states = new ArrayList<>();

        Member(int id) {
            node = new Node(id, transport.scheduler(), allocator, LivenessPolicy.standard());
            node.listen(new LinkListener() {
                @Override
                public void childUp(int child) {
                    log.add("up " + child);
                }

                @Override
                public void childDown(int child, StciException why) {
                    log.add("down " + child + " " + why.status());
                }

                @Override
                public void childRestarted(int child) {
                    log.add("restarted " + child);
                }

                @Override
                public void childState(int child, PeerState state) {
                    states.add(child + " " + state);
                }

                @Override
                public void parentState(PeerState state) {
                    states.add("parent " + state);
                }

                @Override
                public void parentUp() {
                    log.add("parent up");
                }

                @Override
                public void parentDown(StciException why) {
                    log.add("parent down " + why.status());
                }

                @Override
                public void parentUnreachable(StciException why) {
                    log.add("parent unreachable " + why.status());
                }
            });
        }

        /** Lets children connect. */
        Member listen() {
            transport.listen(address(node.id()), hello -> node.childLink(hello.node(), hello.incarnation()));
            time.settle();
            return this;
        }

        Member join(int parent) {
            return join(parent, 1);
        }

        Member join(int parent, int incarnation) {
            PeerHello hello = new PeerHello("session", ByteString.EMPTY, node.id(), incarnation, "host");
            transport.connect(address(parent), hello, node.parentLink());
            time.settle();
            return this;
        }
    }

    /** Links a child that never sends anything of its own accord. */
    void joinMute(int child, int parent, boolean answersProbes) {
        PeerHello hello = new PeerHello("session", ByteString.EMPTY, child, 1, "host");
        transport.connect(address(parent), hello, new VcHandler() {
            @Override
            public void opened(VirtualChannel vc) {}

            @Override
            public void received(VirtualChannel vc, Frame frame) {
                if (answersProbes && frame.handler() == HandlerIds.HEARTBEAT && frame.number() == Liveness.PROBE) {
                    vc.send(frame(HandlerIds.HEARTBEAT, 0), Lane.CONTROL);
                }
            }

            @Override
            public void closed(VirtualChannel vc, StciException why) {}
        });
        time.settle();
    }

    /** A parent that never sends anything. */
    void muteParent(int id) {
        transport.listen(address(id), hello -> new Mute());
        time.settle();
    }

    private static final class Mute implements VcHandler {
        @Override
        public void opened(VirtualChannel vc) {}

        @Override
        public void received(VirtualChannel vc, Frame frame) {}

        @Override
        public void closed(VirtualChannel vc, StciException why) {}
    }

    Member member(int id) {
        return new Member(id);
    }

    /** A sealed frame without content. */
    ByteBuf frame(int handler, long number) {
        return Frames.of(allocator, handler, 0, number);
    }

    /** Ends everything; no buffer may be left. */
    void close() {
        time.close();
        allocator.assertAllReleased();
    }

    private Address address(int node) {
        return Address.local("tree-" + System.identityHashCode(this) + "-" + node);
    }
}
