package io.stci.activemessages.message;

/**
 * A tagged message that waits for a receive.
 *
 * @param source who sent it: a rank, or {@link MessageCarrier#FRONT_END}
 * @param sizeBytes of what its codec wrote
 */
public record Unreceived(int source, int tag, int sizeBytes) {}
