package io.stci.session.tool;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.time.Duration;
import java.util.Map;

/**
 * When an operation of a group is over, and when it has failed. Whatever is chosen, it ends by its deadline, and its result says
 * which ranks it holds and which are missing and why. Immutable.
 *
 * <p>An operation ends when every member has answered, or is known not to: it is lost, it declined, or time is up; one with a
 * quorum before that, when so many have answered.
 */
public final class Completion {
    /** How long an operation may take if nothing else is said. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

    private static final int NO_QUORUM = 0;
    private static final int EVERYBODY = -1;

    private final int quorum;
    private final Duration deadline;
    private final boolean waitsForTorpid;

    private Completion(int quorum, Duration deadline, boolean waitsForTorpid) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "deadline " + deadline, "is not above zero", "give a positive time");
        }
        this.quorum = quorum;
        this.deadline = deadline;
        this.waitsForTorpid = waitsForTorpid;
    }

    /** Fails unless every member has contributed. */
    public static Completion all() {
        return new Completion(EVERYBODY, DEFAULT_DEADLINE, true);
    }

    /**
     * Over as soon as so many members have contributed: the others are missing as "not waited for", though some more may be held.
     * Fails if there are not so many.
     *
     * @throws StciException INVALID_ARGUMENT if it is not above zero
     */
    public static Completion quorum(int members) {
        return new Completion(checkQuorum(members), DEFAULT_DEADLINE, true);
    }

    static int checkQuorum(int members) {
        if (members <= 0) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "quorum " + members, "is not above zero", "give a positive number");
        }
        return members;
    }

    /** Takes what has come by this time, be it nothing. */
    public static Completion deadline(Duration deadline) {
        return new Completion(NO_QUORUM, deadline, true);
    }

    /** Takes what comes, and doesn't wait for members that have been silent for long. */
    public static Completion bestEffort() {
        return new Completion(NO_QUORUM, DEFAULT_DEADLINE, false);
    }

    /**
     * The same with another deadline.
     *
     * @throws StciException INVALID_ARGUMENT if it is not above zero
     */
    public Completion within(Duration deadline) {
        return new Completion(quorum, deadline, waitsForTorpid);
    }

    Duration deadline() {
        return deadline;
    }

    long deadlineNs() {
        return deadline.toNanos();
    }

    /** After so many contributions it is over; 0 if it waits for everybody. */
    int quorum() {
        return Math.max(0, quorum);
    }

    boolean waitsForTorpid() {
        return waitsForTorpid;
    }

    /**
     * Checks a result.
     *
     * @throws StciException DEADLINE_EXCEEDED or UNAVAILABLE naming the missing ranks and the reasons, if it doesn't do
     */
    void check(RankSet held, Map<String, RankSet> missing) {
        int wanted = quorum == EVERYBODY
                ? held.size() + RankSet.union(missing.values()).size()
                : quorum;
        if (held.size() < wanted) {
            boolean late = missing.size() == 1 && missing.containsKey(Result.LATE);
            throw new StciException(
                    late ? Status.DEADLINE_EXCEEDED : Status.UNAVAILABLE,
                    "ranks " + RankSet.union(missing.values()),
                    "are missing, and " + held.size() + " of the " + wanted + " wanted are there: "
                            + Result.describe(missing),
                    "");
        }
    }
}
