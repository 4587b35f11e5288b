package io.stci.transport;

import io.netty.channel.local.LocalIoHandler;
import java.util.concurrent.atomic.AtomicInteger;

class InProcessTransportTest extends TransportContractTest {
    private static final AtomicInteger ENDPOINTS = new AtomicInteger();

    @Override
    Bench openBench() {
        return new ThreadBench(
                LocalIoHandler.newFactory(),
                LinkLimits.DEFAULT,
                () -> Address.local("in-process-" + ENDPOINTS.incrementAndGet()),
                Address.local("in-process-nowhere"));
    }
}
