package io.stci.groupops.filter;

import io.stci.core.RankSet;

/**
 * Cuts what goes down a stream to what the members below a child need of it. A function of its arguments alone: it is asked
 * again when a message has to be sent again, and for fewer ranks when a child's place has been taken by several.
 *
 * <p>A message passes it at each node on its way: for any ranks {@code r} out of {@code s} and any message,
 * {@code below(below(message, s), r)} is {@code below(message, r)}. Then it makes no difference over how many junctions a
 * message comes; {@code DownFilterKit} tries that out.
 *
 * <p>Errors: what it throws keeps the message from those below the child. A wave that it asks for goes without them, with the
 * node and the reason named.
 *
 * <p>Threads: confined to the node's thread; an instance serves one stream at one node.
 */
public interface DownFilter {
    /**
     * What is sent to a child.
     *
     * @param message as it came from above; to be left unchanged
     * @param ranks the members below the child
     * @return up to 1 MiB; null if there is nothing for them: they are not sent the message, and are not asked for a wave
     */
    byte[] below(byte[] message, RankSet ranks);
}
