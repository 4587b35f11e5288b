package io.stci.core;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A state and the table of moves that it may make, so that every lifecycle is seen at a glance and a wrong move fails
 * loudly.
 *
 * <p>Threads: confined to its owner.
 */
public final class Lifecycle<S extends Enum<S>> {
    private final String owner;
    private final Map<S, Set<S>> moves;
    private S state;

    private Lifecycle(String owner, S initial, Map<S, Set<S>> moves) {
        this.owner = owner;
        this.state = initial;
        this.moves = moves;
    }

    /** A table without moves yet. */
    public static <S extends Enum<S>> Table<S> table(Class<S> states) {
        return new Table<>(states);
    }

    /** The present state. */
    public S state() {
        return state;
    }

    /** True if this is the present state. */
    public boolean is(S candidate) {
        return state == candidate;
    }

    /** True if the table allows the move from the present state. */
    public boolean allows(S next) {
        return moves.getOrDefault(state, Set.of()).contains(next);
    }

    /**
     * Moves on.
     *
     * @throws StciException INTERNAL if the table has no such move
     */
    public void move(S next) {
        if (!allows(next)) {
            throw new StciException(Status.INTERNAL, owner, "no move from " + state + " to " + next, "");
        }
        state = next;
    }

    /** The allowed moves; written once, shared by all lifecycles of a kind. */
    public static final class Table<S extends Enum<S>> {
        private final Class<S> states;
        private final Map<S, Set<S>> moves;

        private Table(Class<S> states) {
            this.states = states;
            this.moves = new EnumMap<>(states);
        }

        /** Allows moves from one state to each of the others given. */
        @SafeVarargs
        public final Table<S> allow(S from, S... to) {
            Set<S> targets = moves.computeIfAbsent(from, key -> EnumSet.noneOf(states));
            for (S target : to) {
                targets.add(target);
            }
            return this;
        }

        /** A lifecycle in its first state; {@code owner} is named in errors. */
        public Lifecycle<S> start(String owner, S initial) {
            return new Lifecycle<>(owner, initial, moves);
        }
    }
}
