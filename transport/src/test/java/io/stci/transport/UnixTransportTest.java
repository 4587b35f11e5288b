package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixTransportTest extends TransportContractTest {
    private final AtomicInteger sockets = new AtomicInteger();

    @TempDir
    private Path directory;

    @Override
    Bench openBench() {
        return new ThreadBench(
                io().handlers(), LinkLimits.DEFAULT, () -> unix("s" + sockets.incrementAndGet()), unix("nowhere"));
    }

    /** Who serves the sockets. */
    SocketIo io() {
        return NioSockets.INSTANCE;
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

    @Test
    void aProcessOfAnotherUserIsRefused() throws Exception {
        Assumptions.assumeTrue(OtherUser.canBePlayed(), OtherUser.WHY_NOT);
        Transport.Endpoint endpoint = bench().listen(hello -> {
            throw new AssertionError("must not be asked");
        });
        StciException told = OtherUser.connect(directory, endpoint.address());
        assertEquals(Status.UNAUTHENTICATED, told.status());
        assertTrue(told.reason().startsWith("is "), told.getMessage());
        assertTrue(told.reason().endsWith("neither the user of this end nor root"), told.getMessage());
        assertTrue(told.reason().matches(".* user (nobody|65534),.*"), told.getMessage());
        bench().awaitUntil("it is counted", () -> endpoint.refused() == 1);
    }

    private Address unix(String name) {
        return Address.unix(directory.resolve(name).toString());
    }
}
