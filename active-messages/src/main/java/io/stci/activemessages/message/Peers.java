package io.stci.activemessages.message;

import io.stci.core.StciException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The other ends that have been spoken with, and those that are gone. */
final class Peers {
    private final Local local;
    private final Map<Integer, Peer> present = new HashMap<>();
    private final Map<Integer, StciException> gone = new HashMap<>();

    Peers(Local local) {
        this.local = local;
    }

    /** @throws StciException INVALID_ARGUMENT if there is no such other end, UNAVAILABLE if it is gone */
    Peer get(int end) {
        Ends.checkPeer(local.carrier(), end);
        StciException why = gone.get(end);
        if (why != null) {
            throw why;
        }
        return present.computeIfAbsent(end, id -> new Peer(local, id));
    }

    void room(int end) {
        Peer peer = present.get(end);
        if (peer != null) {
            peer.outbox().pump();
        }
    }

    void gone(int end, StciException why) {
        StciException unavailable = Errors.gone(end, why);
        if (Ends.isPeer(local.carrier(), end) && gone.putIfAbsent(end, unavailable) == null) {
            local.rooms().forget(end);
            Peer peer = present.remove(end);
            if (peer != null) {
                peer.gone(unavailable);
            }
            failReceives(end, unavailable);
        }
    }

    /** Why nothing more comes from an end, or of {@link TaggedMessages#ANY_SOURCE} from any; null if something may come. */
    StciException whyGone(int source) {
        if (source == TaggedMessages.ANY_SOURCE) {
            return areAllGone() ? gone.values().iterator().next() : null;
        }
        return gone.get(source);
    }

    private void failReceives(int source, StciException why) {
        local.matching().fail(match -> match.source() == source || match.isOfAnySource() && areAllGone(), why);
    }

    /** All agents and the front-end, less this end. */
    private boolean areAllGone() {
        return gone.size() == local.carrier().size();
    }

    long sum(ToLongFunction<Peer> amount) {
        return present.values().stream().mapToLong(amount).sum();
    }
}
