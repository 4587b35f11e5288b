package io.stci.groupops.filter.kit;

import java.util.SplittableRandom;

/**
 * Makes up what ranks contribute.
 *
 * @param <I> as of the filter
 */
@FunctionalInterface
public interface Contributions<I> {
    /**
     * A contribution, made anew: a filter may change what it is given.
     *
     * @param random all randomness is to come from here; given equal ones, contributions are equal
     */
    I draw(SplittableRandom random, int rank);
}
