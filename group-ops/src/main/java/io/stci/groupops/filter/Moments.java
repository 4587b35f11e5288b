package io.stci.groupops.filter;

/**
 * How many numbers there are, their mean, and the sum of their squared distances from it. Merged as T. F. Chan, G. H. Golub
 * and R. J. LeVeque show in Updating Formulae and a Pairwise Algorithm for Computing Sample Variances (Stanford
 * STAN-CS-79-773, 1979), which takes no difference of large sums of squares.
 *
 * @param count at least 1
 * @param mean NaN or infinite only if a number is, or if their sum leaves the range of double
 * @param squares the sum of squared distances from the mean; at least 0, or NaN
 */
public record Moments(long count, double mean, double squares) {
    /** Of one number. */
    public static Moments of(double number) {
        return new Moments(1, number, Double.isFinite(number) ? 0 : Double.NaN);
    }

    /** The variance of these numbers, them being all that there are. */
    public double variance() {
        return squares / count;
    }

    /** What these numbers, being a sample of more, say of the variance of all; NaN for a single one. */
    public double sampleVariance() {
        return count == 1 ? Double.NaN : squares / (count - 1);
    }

    /** The root of {@link #variance}. */
    public double standardDeviation() {
        return Math.sqrt(variance());
    }

    /** Those of both, whichever is the first, to the bit. */
    Moments plus(Moments other) {
        return comesBefore(other) ? with(other) : other.with(this);
    }

    /** The larger part first: its mean moves less. */
    private boolean comesBefore(Moments other) {
        int byCount = Long.compare(other.count, count);
        int byMean = byCount != 0 ? byCount : Double.compare(mean, other.mean);
        return byMean != 0 ? byMean < 0 : Double.compare(squares, other.squares) <= 0;
    }

    private Moments with(Moments smaller) {
        long both = Refusals.add("mean-variance", count, smaller.count);
        double apart = smaller.mean - mean;
        double share = (double) smaller.count / both;
        return new Moments(both, mean + apart * share, squares + smaller.squares + apart * apart * (count * share));
    }
}
