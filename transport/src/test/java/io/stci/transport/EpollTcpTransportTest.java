package io.stci.transport;

import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "io.stci.transport.EpollSockets#isAvailable", disabledReason = "no epoll here")
class EpollTcpTransportTest extends TcpTransportTest {
    @Override
    SocketIo io() {
        return EpollSockets.INSTANCE;
    }
}
