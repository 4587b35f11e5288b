package io.stci.groupops.filter;

/**
 * One of the greatest numbers, whose it is, and what it is of. The greatest comes first; of equal ones the lowest rank's, and
 * of these the one whose label sorts first.
 */
public record TopEntry(double value, int rank, String label) implements Comparable<TopEntry> {
    @Override
    public int compareTo(TopEntry other) {
        int byValue = Double.compare(other.value, value);
        int byRank = byValue != 0 ? byValue : Integer.compare(rank, other.rank);
        return byRank != 0 ? byRank : label.compareTo(other.label);
    }
}
