package io.stci.groupops;

/**
 * Who held whom up on one stream, and for how long, at the link from a node to one child; read by {@link Streams#flows}.
 *
 * @param stream the stream's id
 * @param child the child's node id
 * @param slow true while the child is slow and passed over, or has been taken off the stream
 * @param downHoldUps how often the child held its parent up: it had a full window down, or was not linked, with something
 *     to acknowledge
 * @param downHoldUpNs for how long in all, in nanoseconds
 * @param upHoldUps how often the parent held the child up: the child had used up its credit
 * @param upHoldUpNs for how long in all, in nanoseconds
 * @param unackedMessages sent down and not acknowledged
 * @param unackedBytes what these count: their payload and 64 bytes each
 * @param missedMessages messages down that the child was told it doesn't get
 */
public record ChildFlow(
        int stream,
        int child,
        boolean slow,
        long downHoldUps,
        long downHoldUpNs,
        long upHoldUps,
        long upHoldUpNs,
        int unackedMessages,
        long unackedBytes,
        long missedMessages) {}
