package io.stci.activemessages.message;

/** Active messages over carriers in memory. */
class MemoryMessagesTest extends ActiveMessagesContractTest {
    @Override
    protected Mesh openMesh(int agents, long seed) {
        return new MemoryMesh(agents, seed);
    }
}
