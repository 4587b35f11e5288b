package io.stci.transport;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Hello;
import io.stci.wire.Welcome;
import java.io.IOException;

/** The two sides of the handshake: who connects says hello, who listens welcomes or refuses. */
final class Greetings {
    private Greetings() {}

    /** The side that connects. */
    static Greeting connecting(PeerHello self) {
        return new Connecting(self);
    }

    /**
     * The side that listens.
     *
     * @param entry fails for whom the admission isn't even asked
     */
    static Greeting accepting(Admission admission, StrangerGate gate, EntryCheck entry) {
        return new Accepting(admission, gate, entry);
    }

    /** Looks at who has connected, before it says anything. */
    interface EntryCheck {
        void check() throws IOException;
    }

    private record Connecting(PeerHello self) implements Greeting {
        @Override
        public void begin(Link link) {
            link.greet(HandshakeFrames.hello(link.allocator(), self));
        }

        @Override
        public void received(Link link, Frame frame) {
            if (frame.handler() != HandshakeFrames.WELCOME) {
                throw Frame.malformed("is no answer to a hello");
            }
            checkVersion(Frames.parse(frame, Welcome.parser()).getVersion());
            link.open(new PeerHello(self.session(), self.credential(), -1, 0, ""));
        }

        private static void checkVersion(int version) {
            if (version < PeerHello.MIN_VERSION || version > PeerHello.MAX_VERSION) {
                throw versions("answers with protocol version " + Integer.toUnsignedString(version));
            }
        }
    }

    private record Accepting(Admission admission, StrangerGate gate, EntryCheck entry) implements Greeting {
        @Override
        public void begin(Link link) throws IOException {
            entry.check();
        }

        @Override
        public void received(Link link, Frame frame) {
            if (frame.handler() != HandshakeFrames.HELLO) {
                throw Frame.malformed("is no hello");
            }
            Hello hello = Frames.parse(frame, Hello.parser());
            checkVersions(hello);
            PeerHello peer = PeerHello.ofWire(hello);
            link.handleWith(admission.admit(peer));
            link.greet(HandshakeFrames.welcome(link.allocator()));
            link.open(peer);
        }

        @Override
        public void opened(Link link) {
            gate.admitted(link);
        }

        @Override
        public void failed(Link link) {
            gate.failed(link);
        }

        private static void checkVersions(Hello hello) {
            boolean tooOld = Integer.compareUnsigned(hello.getMaxVersion(), PeerHello.MIN_VERSION) < 0;
            boolean tooNew = Integer.compareUnsigned(hello.getMinVersion(), PeerHello.MAX_VERSION) > 0;
            if (tooOld || tooNew) {
                throw versions("speaks protocol versions " + Integer.toUnsignedString(hello.getMinVersion()) + " to "
                        + Integer.toUnsignedString(hello.getMaxVersion()));
            }
        }
    }

    private static StciException versions(String what) {
        String ours = PeerHello.MIN_VERSION + " to " + PeerHello.MAX_VERSION;
        return new StciException(
                Status.VERSION_MISMATCH, "peer", what + ", this end " + ours, "run the same release on both ends");
    }
}
