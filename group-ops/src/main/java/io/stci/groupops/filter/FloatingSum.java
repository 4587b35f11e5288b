package io.stci.groupops.filter;

/**
 * A sum of floating-point numbers and what rounding took from it. A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur
 * Summation endlicher Summen, ZAMM 54 (1974), keeps the error of each addition and adds it in the end; here it travels
 * along. The error of {@link #value} is about one rounding, and beside that of the order of n^2 2^-106 times the sum of the
 * magnitudes of n numbers; orders and trees differ by no more. A sum of finite numbers may still leave the range of double.
 *
 * @param rounded the sum as plain additions round it
 * @param error to be added to it; 0 if the sum is not finite
 */
public record FloatingSum(double rounded, double error) {
    /** A sum of one number. */
    public static FloatingSum of(double number) {
        return new FloatingSum(number, 0);
    }

    /** The sum, with what rounding took from it. */
    public double value() {
        return rounded + error;
    }

    /** The sum of both, whichever is the first, to the bit. */
    FloatingSum plus(FloatingSum other) {
        double sum = rounded + other.rounded;
        if (!Double.isFinite(sum)) {
            return of(sum);
        }
        double lost = Math.abs(rounded) >= Math.abs(other.rounded)
                ? (rounded - sum) + other.rounded
                : (other.rounded - sum) + rounded;
        return new FloatingSum(sum, (error + other.error) + lost);
    }
}
