package io.stci.groupops.filter.kit;

import io.stci.groupops.filter.Filter.Law;
import java.util.Set;

/**
 * What a filter that passed has shown.
 *
 * @param declared the laws that it declares, which held in all tries
 * @param undeclared laws that it doesn't declare, but held in all tries; perhaps it should
 * @param reductions over trees, with and without faults, that gave the result of a flat merge; 0 if it isn't associative
 * @param malformed byte strings that were given to decode
 * @param refused those of them that it refused; the others happened to be values
 * @param largestBytes the size of the largest value seen
 */
public record Report(
        Set<Law> declared, Set<Law> undeclared, int reductions, int malformed, int refused, int largestBytes) {
    public Report {
        declared = Set.copyOf(declared);
        undeclared = Set.copyOf(undeclared);
    }
}
