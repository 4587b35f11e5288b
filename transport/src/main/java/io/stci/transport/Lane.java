package io.stci.transport;

/** The three lanes of a link. Order holds within a lane; control overtakes data, and data overtakes bulk. */
public enum Lane {
    /** Small and rare: acks, credits, membership, interrupts. Never waits for room. */
    CONTROL,
    /** What streams carry. */
    DATA,
    /** Large transfers, cut into chunks. */
    BULK
}
