package io.stci.session.tool;

import io.stci.activemessages.message.ActiveMessagesContractTest;
import io.stci.activemessages.message.Mesh;

/** Active messages over the trees of sessions. */
class TreeMessagesTest extends ActiveMessagesContractTest {
    @Override
    protected Mesh openMesh(int agents, long seed) {
        return new TreeMesh("kary:2", agents);
    }
}
