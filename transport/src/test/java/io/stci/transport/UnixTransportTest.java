package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.nio.NioIoHandler;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixTransportTest extends TransportContractTest {
    private final AtomicInteger sockets = new AtomicInteger();

    @TempDir
    private Path directory;

    @Override
    Bench openBench() {
        return new ThreadBench(
                NioIoHandler.newFactory(),
                LinkLimits.DEFAULT,
                () -> unix("s" + sockets.incrementAndGet()),
                unix("nowhere"));
    }

    @Test
    void aFileInTheWayIsAnAddressInUse() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a socket");
        StciException taken =
                assertThrows(StciException.class, () -> bench().listen(unix("file"), hello -> new Recorder()));
        assertEquals(Status.ADDRESS_IN_USE, taken.status());
        assertTrue(taken.getMessage().contains(file.toString()), taken.getMessage());
        assertEquals("not a socket", Files.readString(file));
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        StciException missing =
                assertThrows(StciException.class, () -> bench().listen(unix("none/s"), hello -> new Recorder()));
        assertEquals(Status.UNAVAILABLE, missing.status());
        assertTrue(missing.getMessage().contains("none/s: can't listen there: "), missing.getMessage());
    }

    @Test
    void thePathMayBeAsLongAsTheSystemAllows() {
        int room = Address.MAX_UNIX_PATH_BYTES - directory.toString().length() - 1;
        Address longest = unix("x".repeat(room));
        Transport.Endpoint endpoint = bench().listen(longest, hello -> new Recorder());
        Recorder connecting = bench().connect(endpoint.address(), 1, new Recorder());
        bench().awaitUntil("open", connecting::isOpen);
        StciException tooLong = assertThrows(StciException.class, () -> unix("x".repeat(room + 1)));
        assertEquals(Status.INVALID_ARGUMENT, tooLong.status());
        assertTrue(tooLong.reason().contains("107 bytes, more than a socket's 106"), tooLong.getMessage());
    }

    private Address unix(String name) {
        return Address.unix(directory.resolve(name).toString());
    }
}
