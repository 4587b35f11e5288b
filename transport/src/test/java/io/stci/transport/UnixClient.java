package io.stci.transport;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HexFormat;

/** Connects to a Unix socket, says nothing, and prints what it hears in hexadecimal. Needs the JDK alone. */
final class UnixClient {
    private static final int MAX_BYTES = 8192;

    private UnixClient() {}

    public static void main(String[] path) throws IOException {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path[0]))) {
            ByteBuffer heard = ByteBuffer.allocate(MAX_BYTES);
            while (heard.hasRemaining() && socket.read(heard) >= 0) {
                Thread.onSpinWait();
            }
            System.out.print(HexFormat.of().formatHex(heard.array(), 0, heard.position()));
        }
    }
}
