package io.stci.transport;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.Hello;
import io.stci.wire.Welcome;

/** The two sides of the handshake: who connects says hello, who listens welcomes or refuses. */
final class Greetings {
    private Greetings() {}

    /** The side that connects. */
    static Link.Greeting connecting(PeerHello self, VcHandler handler) {
        return new Connecting(self, handler);
    }

    /** The side that listens. */
    static Link.Greeting accepting(Admission admission, StrangerLimit limit) {
        return new Accepting(admission, limit);
    }

    /** Bounds how many connections may be unauthenticated at once, and counts those that came to nothing. */
    static final class StrangerLimit {
        private static final int MAX_STRANGERS = 256;

        private int strangers;
        private long refused;

        boolean enter() {
            if (strangers >= MAX_STRANGERS) {
                refused++;
                return false;
            }
            strangers++;
            return true;
        }

        void admitted() {
            strangers--;
        }

        void failed() {
            strangers--;
            refused++;
        }

        long refused() {
            return refused;
        }
    }

    private record Connecting(PeerHello self, VcHandler handler) implements Link.Greeting {
        @Override
        public void begin(Link link) {
            link.greet(Link.helloFrame(link, self));
        }

        @Override
        public void received(Link link, Frame frame) {
            if (frame.handler() != Link.WELCOME) {
                throw Frame.malformed("is no answer to a hello");
            }
            checkVersion(Frames.parse(frame, Welcome.parser()).getVersion());
            link.open(new PeerHello(self.session(), self.credential(), -1, 0, ""), handler);
        }

        @Override
        public void failed() {}

        private static void checkVersion(int version) {
            if (version < PeerHello.MIN_VERSION || version > PeerHello.MAX_VERSION) {
                throw versions("answers with protocol version " + version);
            }
        }
    }

    private static final class Accepting implements Link.Greeting {
        private final Admission admission;
        private final StrangerLimit limit;

        Accepting(Admission admission, StrangerLimit limit) {
            this.admission = admission;
            this.limit = limit;
        }

        @Override
        public void begin(Link link) {}

        @Override
        public void received(Link link, Frame frame) {
            if (frame.handler() != Link.HELLO) {
                throw Frame.malformed("is no hello");
            }
            Hello hello = Link.parseHello(frame);
            if (hello.getMaxVersion() < PeerHello.MIN_VERSION || hello.getMinVersion() > PeerHello.MAX_VERSION) {
                throw versions("speaks protocol versions " + hello.getMinVersion() + " to " + hello.getMaxVersion());
            }
            PeerHello peer = PeerHello.ofWire(hello);
            VcHandler handler = admission.admit(peer);
            limit.admitted();
            link.greet(Link.welcomeFrame(link));
            link.open(peer, handler);
        }

        @Override
        public void failed() {
            limit.failed();
        }

        @Override
        public VcHandler handler() {
            return null;
        }
    }

    private static StciException versions(String what) {
        String ours = PeerHello.MIN_VERSION + " to " + PeerHello.MAX_VERSION;
        return new StciException(
                Status.VERSION_MISMATCH, "peer", what + ", this end " + ours, "run the same release on both ends");
    }
}
