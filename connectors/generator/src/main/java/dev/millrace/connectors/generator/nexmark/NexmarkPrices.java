package dev.millrace.connectors.generator.nexmark;

/** Prices in cents, log-uniform from 100 to 10⁸, by linear interpolation in a table (relative error below 10⁻⁵). */
final class NexmarkPrices {
    private static final int STEPS_BITS = 12;
    private static final int STEPS = 1 << STEPS_BITS;
    private static final int FRACTION_BITS = 40;

    private final double[] powers = new double[STEPS + 1];

    NexmarkPrices() {
        for (int i = 0; i < powers.length; i++) {
            powers[i] = 100 * StrictMath.pow(10, 6.0 * i / STEPS);
        }
    }

    long price(long bits) {
        int step = (int) (bits >>> 64 - STEPS_BITS);
        double fraction = (bits >>> 64 - STEPS_BITS - FRACTION_BITS & (1L << FRACTION_BITS) - 1) * 0x1p-40;
        return (long) (powers[step] + (powers[step + 1] - powers[step]) * fraction + 0.5);
    }
}
