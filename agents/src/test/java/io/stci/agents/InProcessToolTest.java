package io.stci.agents;

import io.stci.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class InProcessToolTest implements ToolContract, StreamContract, MessageContract {
    private static Session session;

    @BeforeAll
    static void open() {
        session = ToolSessions.open("3x3", true, ContractProgram.class);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Override
    public Session session() {
        return session;
    }
}
