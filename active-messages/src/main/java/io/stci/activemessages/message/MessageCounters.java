package io.stci.activemessages.message;

/**
 * What has happened at an end since it was made.
 *
 * @param lostHere one-way messages and interrupts that came and had no effect
 * @param lostThere those that went out and had none, as far as the others have told
 * @param lateAnswers answers that came when nobody waited for them any more
 * @param lateChunks pieces of transfers that had ended
 * @param malformed messages that broke the protocol, or came from nobody
 */
public record MessageCounters(long lostHere, long lostThere, long lateAnswers, long lateChunks, long malformed) {}
