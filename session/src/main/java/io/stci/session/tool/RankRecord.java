package io.stci.session.tool;

/**
 * What one agent has sent on a stream of records.
 *
 * @param rank who sent it
 * @param data its bytes, its receiver's own
 */
public record RankRecord(int rank, byte[] data) {}
