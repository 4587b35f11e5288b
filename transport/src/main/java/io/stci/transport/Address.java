package io.stci.transport;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where an endpoint listens, written {@code tcp:HOST:PORT}, {@code tls:HOST:PORT}, {@code udp:HOST:PORT}, {@code unix:PATH}
 * or {@code local:NAME}
 * (within one JVM).
 *
 * @param scheme how to reach it
 * @param name host, path or name
 * @param port TCP, TLS and UDP only: 0 to 65535, where 0 asks for any free one; else 0
 */
public record Address(Scheme scheme, String name, int port) {
    /** The ways to reach an endpoint. */
    public enum Scheme {
        TCP,
        /** TLS over TCP, with certificates at both ends; see {@link LinkSecurity}. */
        TLS,
        /** Datagrams made reliable: {@link DatagramTransport}. */
        UDP,
        UNIX,
        LOCAL
    }

    /** The longest path that a Unix socket can have. */
    public static final int MAX_UNIX_PATH_BYTES = 106;

    private static final int MAX_PORT = 65_535;

    /** @throws StciException INVALID_ARGUMENT if there can be no such address */
    public Address {
        if (port < 0 || port > MAX_PORT) {
            throw bad(withPort(scheme, name, port), "the port is not between 0 and " + MAX_PORT);
        }
        if (scheme == Scheme.UNIX) {
            checkPath(name);
        }
    }

    public static Address tcp(String host, int port) {
        return new Address(Scheme.TCP, host, port);
    }

    public static Address tls(String host, int port) {
        return new Address(Scheme.TLS, host, port);
    }

    public static Address udp(String host, int port) {
        return new Address(Scheme.UDP, host, port);
    }

    public static Address unix(String path) {
        return new Address(Scheme.UNIX, path, 0);
    }

    public static Address local(String name) {
        return new Address(Scheme.LOCAL, name, 0);
    }

    /**
     * The inverse of {@link #toString()}.
     *
     * @throws StciException INVALID_ARGUMENT
     */
    public static Address parse(String text) {
        if (text.startsWith("unix:") && text.length() > 5) {
            return unix(text.substring(5));
        }
        if (text.startsWith("local:") && text.length() > 6) {
            return local(text.substring(6));
        }
        int colon = text.lastIndexOf(':');
        if (text.startsWith("tcp:") && colon > 4) {
            return tcp(text.substring(4, colon), port(text, text.substring(colon + 1)));
        }
        if (text.startsWith("tls:") && colon > 4) {
            return tls(text.substring(4, colon), port(text, text.substring(colon + 1)));
        }
        if (text.startsWith("udp:") && colon > 4) {
            return udp(text.substring(4, colon), port(text, text.substring(colon + 1)));
        }
        throw bad(text, "is none of tcp:HOST:PORT, tls:HOST:PORT, udp:HOST:PORT, unix:PATH, local:NAME");
    }

    @Override
    public String toString() {
        return switch (scheme) {
            case TCP, TLS, UDP -> withPort(scheme, name, port);
            case UNIX -> "unix:" + name;
            case LOCAL -> "local:" + name;
        };
    }

    private static String withPort(Scheme scheme, String name, int port) {
        return scheme.name().toLowerCase(Locale.ROOT) + ":" + name + ":" + port;
    }

    private static void checkPath(String path) {
        int bytes = path.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_UNIX_PATH_BYTES) {
            throw bad("unix:" + path, "the path has " + bytes + " bytes, more than a socket's " + MAX_UNIX_PATH_BYTES);
        }
        if (path.indexOf('\0') >= 0) {
            throw bad("unix:" + path.replace('\0', '?'), "the path holds a NUL character");
        }
    }

    private static int port(String text, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw bad(text, "'" + digits + "' is not a port");
        }
    }

    private static StciException bad(String text, String reason) {
        return new StciException(Status.INVALID_ARGUMENT, "address '" + text + "'", reason, "correct the address");
    }
}
