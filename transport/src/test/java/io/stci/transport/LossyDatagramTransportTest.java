package io.stci.transport;

class LossyDatagramTransportTest extends TransportContractTest {
    private static final long SEED = 4711;

    private final LossyBench lossy = new LossyBench(SEED, 0.05, 0.05, LinkLimits.DEFAULT);

    @Override
    Bench openBench() {
        return lossy;
    }
}
