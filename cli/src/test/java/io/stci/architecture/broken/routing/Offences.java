package io.stci.architecture.broken.routing;

import io.netty.channel.Channel;
import io.stci.architecture.broken.core.Upward;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** One nested class for each thing that a layer of protocol logic must not do. Never run. */
public final class Offences {
    Upward below;

    static final class NanoTime {
        long readNs() {
            return System.nanoTime();
        }
    }

    static final class NanoTimeReference {
        LongSupplier clock = System::nanoTime;
    }

    static final class WallTime {
        long readMs() {
            return System.currentTimeMillis();
        }
    }

    static final class InstantNow {
        Instant read() {
            return Instant.now();
        }
    }

    static final class SystemClock {
        Clock clock = Clock.systemUTC();
    }

    static final class MathRandom {
        double draw() {
            return Math.random();
        }
    }

    static final class Unseeded {
        Random random = new Random();
    }

    static final class Shuffled {
        void mix(List<String> list) {
            Collections.shuffle(list);
        }
    }

    static final class ThreadLocal {
        int draw() {
            return ThreadLocalRandom.current().nextInt();
        }
    }

    static final class Secure {
        SecureRandom random = new SecureRandom();
    }

    static final class Sockets {
        Socket socket;
    }

    static final class SocketChannels {
        SocketChannel channel;
    }

    static final class Files {
        Path path;
    }

    static final class Threads {
        Thread thread;
    }

    static final class NettyChannels {
        Channel channel;
    }

    static final class ReadsObjects {
        Object read(ObjectInputStream in) throws IOException, ClassNotFoundException {
            return in.readObject();
        }
    }

    static final class DeclaresSerializable implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Does only what is allowed: a seed and a clock's reading are handed in. */
    static final class Seeded {
        private final Random random;
        private final long nowNs;

        Seeded(long seed, long nowNs) {
            this.random = new Random(seed);
            this.nowNs = nowNs;
        }

        long jitteredNs() {
            return nowNs + random.nextInt(1000);
        }
    }
}
