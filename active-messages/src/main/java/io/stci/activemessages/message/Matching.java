package io.stci.activemessages.message;

import io.stci.core.StciException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Brings tagged messages and receives together, as MPI does: a message goes to the receive that was posted first of those that it
 * matches; a receive takes the message that came first of those that match it.
 */
final class Matching {
    private final MatchIndex<PostedReceive<?>> receives = new MatchIndex<>();
    private final MatchIndex<TaggedArrival> unreceived = new MatchIndex<>();
    private long lastReceive;
    private long lastArrival;
    private long heldBytes;

    /** A place in the order of receives. */
    long nextReceive() {
        return ++lastReceive;
    }

    void arrived(TaggedArrival message) {
        message.order(++lastArrival);
        List<Match> wider = message.match().wider();
        PostedReceive<?> receive = receives.first(wider);
        if (receive == null) {
            unreceived.add(wider, message.order(), message);
            heldBytes += message.costBytes();
        } else {
            withdraw(receive);
            message.give(receive);
        }
    }

    /** A message that nobody has received won't be. */
    void forget(TaggedArrival message) {
        unreceived.remove(message.match().wider(), message.order());
        heldBytes -= message.costBytes();
    }

    /**
     * Gives a receive what has come for it, or lets it wait.
     *
     * @param gone why a source sends nothing more, or null
     */
    void post(PostedReceive<?> receive, IntFunction<StciException> gone) {
        TaggedArrival message = first(receive.match());
        StciException why = gone.apply(receive.match().source());
        if (message != null) {
            forget(message);
            message.give(receive);
        } else if (why != null) {
            receive.fail(why);
        } else {
            receives.add(List.of(receive.match()), receive.order(), receive);
        }
    }

    /** The first message that matches and that nobody has received, or null. */
    TaggedArrival first(Match match) {
        return unreceived.first(List.of(match));
    }

    void withdraw(PostedReceive<?> receive) {
        receives.remove(List.of(receive.match()), receive.order());
    }

    /** Fails receives that wait in vain. */
    void fail(Predicate<Match> which, StciException why) {
        for (PostedReceive<?> receive : receives.all()) {
            if (which.test(receive.match())) {
                withdraw(receive);
                receive.fail(why);
            }
        }
    }

    long heldBytes() {
        return heldBytes;
    }

    int receives() {
        return receives.size();
    }
}
