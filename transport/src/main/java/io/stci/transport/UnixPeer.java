package io.stci.transport;

import io.stci.core.Status;
import io.stci.core.StciException;

/**
 * Who is at the other end of a Unix socket, as the kernel tells.
 *
 * @param name in words
 * @param isTrusted whether it is of this process's user or root
 */
record UnixPeer(String name, boolean isTrusted) {
    /** @throws StciException UNAUTHENTICATED if it is another user's */
    void check() {
        if (!isTrusted) {
            throw new StciException(
                    Status.UNAUTHENTICATED,
                    "peer",
                    "is " + name + ", neither the user of this end nor root",
                    "run both ends as the same user");
        }
    }
}
