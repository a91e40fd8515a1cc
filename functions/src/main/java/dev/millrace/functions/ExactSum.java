package dev.millrace.functions;

import java.math.BigDecimal;

/**
 * A sum of numbers that does not depend on their order: finite ones are added exactly, the others are counted.
 *
 * <p>As of IEEE 754 the sum is NaN if a NaN or both infinities occur, else infinite if one does.
 */
final class ExactSum {
    private BigDecimal finite = BigDecimal.ZERO;
    private long nans;
    private long positives;
    private long negatives;

    /** Adds {@code weight} times the number. */
    void add(double number, long weight) {
        if (Double.isNaN(number)) {
            nans += weight;
        } else if (Double.isInfinite(number)) {
            positives += number > 0 ? weight : 0;
            negatives += number < 0 ? weight : 0;
        } else {
            add(new BigDecimal(number), weight);
        }
    }

    /** Adds {@code weight} times the number. */
    void add(BigDecimal number, long weight) {
        finite = finite.add(number.multiply(BigDecimal.valueOf(weight)));
    }

    boolean isFinite() {
        return nans == 0 && positives == 0 && negatives == 0;
    }

    /** The exact sum of the finite numbers. */
    BigDecimal exact() {
        return finite;
    }

    /** The sum, rounded once. */
    double rounded() {
        return isFinite() ? finite.doubleValue() : special();
    }

    /** The sum, rounded once to 32 bits. */
    float roundedToFloat() {
        return isFinite() ? finite.floatValue() : (float) special();
    }

    private double special() {
        if (nans != 0 || positives != 0 && negatives != 0) {
            return Double.NaN;
        }
        return positives != 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
}
