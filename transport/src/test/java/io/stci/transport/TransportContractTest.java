package io.stci.transport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every kind of transport promises. After each test no buffer may be left. */
abstract class TransportContractTest implements HandshakeContract, DeliveryContract, ClosingContract {
    private Bench bench;

    abstract Bench openBench();

    @BeforeEach
    final void open() {
        bench = openBench();
    }

    @AfterEach
    final void closeAndCheck() {
        bench.close();
    }

    @Override
    public final Bench bench() {
        return bench;
    }
}
