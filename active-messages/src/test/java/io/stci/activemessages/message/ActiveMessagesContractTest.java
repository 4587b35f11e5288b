package io.stci.activemessages.message;

import org.junit.jupiter.api.AfterEach;

/** What active messages promise over every carrier. Who makes one inherits this, and gives a mesh of them. */
public abstract class ActiveMessagesContractTest
        implements RequestContract, FailureContract, OneWayContract, TransferContract, TaggedContract, LoadContract {
    private Ensemble ensemble;

    /**
     * A session.
     *
     * @param agents at least 1
     * @param seed of all that is left to chance
     */
    protected abstract Mesh openMesh(int agents, long seed);

    @Override
    public final Ensemble open(int agents, long seed, MessageOptions options) {
        closeEnsemble();
        ensemble = new Ensemble(openMesh(agents, seed), options);
        return ensemble;
    }

    @AfterEach
    final void closeEnsemble() {
        if (ensemble != null) {
            Ensemble open = ensemble;
            ensemble = null;
            open.close();
        }
    }
}
