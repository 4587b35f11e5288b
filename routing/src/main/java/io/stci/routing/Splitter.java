package io.stci.routing;

/** How a shape divides the ranks of an inner node among its children, for one number of agents. */
@FunctionalInterface
interface Splitter {
    /** Hands out exactly the ranks of the span. */
    void split(Span span, Parts parts);
}
