package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;

class SocketIoTest {
    private final String before = System.getProperty(SocketIo.PROPERTY);

    @AfterEach
    void restore() {
        ask(before);
    }

    @Test
    void nioServesWhereAsked() {
        ask("nio");
        assertSame(NioSockets.INSTANCE, SocketIo.chosen());
    }

    @Test
    @EnabledIf(value = "io.stci.transport.EpollSockets#isAvailable", disabledReason = "no epoll here")
    void epollServesUnlessAskedOtherwise() {
        ask(null);
        assertSame(EpollSockets.INSTANCE, SocketIo.chosen());
        ask("epoll");
        assertSame(EpollSockets.INSTANCE, SocketIo.chosen());
    }

    @Test
    @DisabledIf(value = "io.stci.transport.EpollSockets#isAvailable", disabledReason = "there is epoll here")
    void whereThereIsNoEpollNioServesAndWhoInsistsHearsWhy() {
        ask(null);
        assertSame(NioSockets.INSTANCE, SocketIo.chosen());
        ask("epoll");
        StciException refused = assertThrows(StciException.class, SocketIo::chosen);
        assertEquals(Status.UNAVAILABLE, refused.status());
    }

    @Test
    void whatNobodyKnowsIsRefused() {
        ask("kqueue");
        StciException refused = assertThrows(StciException.class, SocketIo::chosen);
        assertEquals(Status.INVALID_ARGUMENT, refused.status());
        assertEquals(
                "system property stci.transport: 'kqueue' is neither nio nor epoll; correct it or leave it out",
                refused.getMessage());
    }

    @Test
    void oneselfAndRootAreTrusted() throws IOException {
        assertTrue(NioSockets.isTrusted(Files.getOwner(Path.of("/proc/self"))));
        assertTrue(NioSockets.isTrusted(user("0")));
        assertFalse(NioSockets.isTrusted(user("54321")));
        assertTrue(EpollSockets.isTrusted(0));
        assertTrue(EpollSockets.isTrusted((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
        assertFalse(EpollSockets.isTrusted(54321));
    }

    private static UserPrincipal user(String number) throws IOException {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(number);
    }

    private static void ask(String name) {
        if (name == null) {
            System.clearProperty(SocketIo.PROPERTY);
        } else {
            System.setProperty(SocketIo.PROPERTY, name);
        }
    }
}
