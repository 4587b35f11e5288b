package io.stci.activemessages.message;

/**
 * A tagged message that was received.
 *
 * @param source who sent it: a rank, or {@link MessageCarrier#FRONT_END}
 */
public record Received<T>(int source, int tag, T value) {}
