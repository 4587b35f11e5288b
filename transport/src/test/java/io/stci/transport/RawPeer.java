package io.stci.transport;

import io.stci.wire.Refusal;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLException;

/** Whoever may connect to a port. */
final class RawPeer implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;

    private final Socket socket;
    private boolean brokenOff;

    RawPeer(Address address) throws IOException {
        this(new Socket(address.name(), address.port()));
    }

    RawPeer(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(PATIENCE_MS);
    }

    /** Sends bytes, of which the other end may read as many as it likes. */
    RawPeer write(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException | SSLException closedMeanwhile) {
            brokenOff = true;
        }
        return this;
    }

    /** A valid hello. */
    RawPeer hello(int node) throws IOException {
        return write(FrameBytes.sealed(
                HandshakeFrames.HELLO, Bench.hello(node).toWire().toByteArray()));
    }

    /** Reads one frame. */
    Frame readFrame() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return FrameBytes.read(frame);
    }

    Refusal readRefusal() throws IOException {
        Frame frame = readFrame();
        if (frame.handler() != HandshakeFrames.REFUSAL) {
            throw new AssertionError("handler " + frame.handler() + " is no refusal");
        }
        return Refusal.parseFrom(frame.payloadBytes());
    }

    /** Returns when the other end has closed the connection; fails if it doesn't. */
    void awaitEnd() throws IOException {
        try {
            while (!brokenOff && socket.getInputStream().read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (SocketException | SSLException reset) {
            brokenOff = true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
