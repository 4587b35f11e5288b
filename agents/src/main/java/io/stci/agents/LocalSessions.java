package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.session.Credentials;
import io.stci.session.FrontEnd;
import io.stci.session.Session;
import io.stci.session.SessionListener;
import io.stci.transport.NettyTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Opens sessions whose agents run on this machine. Threads: safe to share. */
public final class LocalSessions {
    /** Names the session, where the process that starts it has said how in its own command line. */
    public static final String SESSION_PROPERTY = "stci.session";

    private LocalSessions() {}

    /**
     * Starts the tree and returns once every node is connected.
     *
     * @throws StciException if it can't be started or can't form; CANCELLED if the waiting thread is interrupted, which goes on
     *     to be marked so; nothing is left running then
     */
    public static Session open(LocalSessionOptions options) {
        Session session = open(options, new SessionListener() {});
        try {
            session.ready().get();
            return session;
        } catch (ExecutionException e) {
            session.close();
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            session.close();
            Thread.currentThread().interrupt();
            throw new StciException(Status.CANCELLED, "session " + session.id(), "was interrupted as it formed", "", e);
        }
    }

    /**
     * Starts the tree and returns while it forms; see {@link Session#ready()}.
     *
     * @throws StciException if it can't be started; nothing is left running then
     */
    public static Session open(LocalSessionOptions options, SessionListener listener) {
        Credentials credentials = Credentials.create(sessionId());
        return options.inProcess()
                ? InProcessTree.open(options, credentials, hostName(), listener)
                : ProcessTree.open(options, credentials, hostName(), listener, Route.DIRECT);
    }

    private static String sessionId() {
        String given = System.getProperty(SESSION_PROPERTY, "");
        if (given.matches("[0-9a-f]{8}")) {
            return given;
        }
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return InetAddress.getLoopbackAddress().getHostName();
        }
    }

    /** Has the session give up when the tree takes too long to form. */
    static void limitForming(NettyTransport transport, FrontEnd frontEnd, long timeoutNs) {
        transport.execute(() -> transport
                .scheduler()
                .schedule(
                        timeoutNs,
                        () -> frontEnd.fail(new StciException(
                                Status.DEADLINE_EXCEEDED,
                                "session " + frontEnd.id(),
                                "did not form within " + timeoutNs / 1_000_000_000 + " s: " + frontEnd.progress(),
                                "raise --join-timeout, or start fewer processes with --per-process"))));
    }

    /** The failure itself, without the wrapping that futures add. */
    static RuntimeException unwrap(CompletionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }
}
