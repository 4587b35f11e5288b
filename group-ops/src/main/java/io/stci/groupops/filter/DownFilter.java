package io.stci.groupops.filter;

import io.stci.core.RankSet;

/**
 * Cuts what goes down a stream to what the members below a child need of it. A function of its arguments alone: it is asked
 * again when a message has to be sent again, and for fewer ranks when a child's place has been taken by several.
 *
 * <p>Threads: confined to the node's thread; an instance serves one stream at one node.
 */
public interface DownFilter {
    /**
     * What is sent to a child.
     *
     * @param message as it came from above; to be left unchanged
     * @param ranks the members below the child
     * @return no longer than the message
     */
    byte[] below(byte[] message, RankSet ranks);
}
