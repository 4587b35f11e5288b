package io.stci.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between two ends of TCP connections on the loopback interface, and is told to fail as networks do. Bytes that are
 * held up are not lost: they come once it is healed, as TCP would repeat them. Threads: safe to share; two of its own for each
 * connection.
 */
public final class TcpProxy implements AutoCloseable {
    /** Which way bytes go: up to the target, or down to who connected. */
    public enum Direction {
        UP,
        DOWN
    }

    private static final int BUFFER_BYTES = 64 << 10;

    private final int targetPort;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Direction> blackHoles = EnumSet.noneOf(Direction.class);

    private TcpProxy(int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        run("accept", this::accept);
    }

    /** Starts one that listens on a free port. */
    public static TcpProxy to(int targetPort) {
        try {
            return new TcpProxy(targetPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections pass. */
    public int connections() {
        return connections.size();
    }

    /** Closes both sides of all connections; new ones pass, also those that come of it at once. */
    public void cut() {
        List.copyOf(connections).forEach(Connection::close);
    }

    /** Holds up what goes these ways, ends of connections included, until {@link #heal}. Nothing is closed. */
    public synchronized void blackHole(Direction... directions) {
        blackHoles.addAll(Set.of(directions));
    }

    /** Lets everything pass again. */
    public synchronized void heal() {
        blackHoles.clear();
        notifyAll();
    }

    /** Stops listening and cuts what is connected. */
    @Override
    public void close() {
        shut(server);
        cut();
        heal();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            pass(server.accept());
        }
    }

    /** Where nobody listens any more, who connects is turned away. */
    private void pass(Socket below) throws IOException {
        try {
            Connection connection = new Connection(below, new Socket(InetAddress.getLoopbackAddress(), targetPort));
            connections.add(connection);
            connection.start();
        } catch (ConnectException refused) {
            below.close();
        }
    }

    private synchronized void awaitPassage(Direction direction) throws InterruptedException {
        while (blackHoles.contains(direction)) {
            wait();
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException cut) {
                        // Sockets that are cut fail in the middle of what they do: that is what they are here for.
                        return;
                    }
                },
                "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void shut(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Connection {
        private final Socket below;
        private final Socket above;
        private final AtomicInteger open = new AtomicInteger(2);

        Connection(Socket below, Socket above) throws IOException {
            this.below = below;
            this.above = above;
            below.setTcpNoDelay(true);
            above.setTcpNoDelay(true);
        }

        void start() {
            run("up", () -> pump(below, above, Direction.UP));
            run("down", () -> pump(above, below, Direction.DOWN));
        }

        void close() {
            connections.remove(this);
            shut(below);
            shut(above);
        }

        private void pump(Socket from, Socket to, Direction direction) throws IOException, InterruptedException {
            try {
                copy(from.getInputStream(), to.getOutputStream(), direction);
                to.shutdownOutput();
            } catch (IOException broken) {
                close();
                throw broken;
            }
            if (open.decrementAndGet() == 0) {
                close();
            }
        }

        private void copy(InputStream in, OutputStream out, Direction direction)
                throws IOException, InterruptedException {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitPassage(direction);
                out.write(buffer, 0, length);
            }
            awaitPassage(direction);
        }
    }
}
