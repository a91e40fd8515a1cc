package dev.millrace.engine.state;

/**
 * Weights in 32 bits: 26 bits of a number, 6 of how far it is shifted to the left. Not every weight is one, but each is the sum of at
 * most three.
 */
final class ShortWeight {
    private static final int SHIFT_BITS = 6;
    private static final int NUMBER_BITS = Integer.SIZE - SHIFT_BITS;

    private ShortWeight() {}

    /** The weight for which the bits stand. */
    static long of(int bits) {
        return (long) (bits >> SHIFT_BITS) << bits;
    }

    /** The bits of a weight as near to {@code weight} as can be; what is left is nearer to 0. */
    static int near(long weight) {
        int significant = Long.SIZE + 1 - Long.numberOfLeadingZeros(weight ^ weight >> 63);
        int shift = Math.max(0, significant - NUMBER_BITS);
        return (int) (weight >> shift) << SHIFT_BITS | shift;
    }
}
