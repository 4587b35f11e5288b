package io.stci.agents;

/** Takes the records of one output. */
@FunctionalInterface
interface RecordConsumer {
    /**
     * Takes whole lines, or a piece of one line that is too long to go whole.
     *
     * @param data valid during the call only
     * @param lineContinues true for a piece that isn't the last of its line; the next record is then its next piece
     */
    void record(byte[] data, int offset, int length, boolean lineContinues) throws InterruptedException;
}
