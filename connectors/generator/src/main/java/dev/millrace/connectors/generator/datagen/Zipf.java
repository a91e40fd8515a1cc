package dev.millrace.connectors.generator.datagen;

import dev.millrace.connectors.generator.Draws;

/**
 * Ranks from 1 to n, rank k with a probability proportional to k^−e, by rejection-inversion (Hörmann, Derflinger:
 * Rejection-inversion to generate variates from monotone discrete distributions, 1996). Expected constant time, no
 * tables.
 */
record Zipf(long count, double exponent, double first, double last, double accept) {
    static Zipf of(long count, double exponent) {
        double first = integral(1.5, exponent) - 1;
        double last = integral(count + 0.5, exponent);
        double accept = 2 - inverse(integral(2.5, exponent) - density(2, exponent), exponent);
        return new Zipf(count, exponent, first, last, accept);
    }

    /** The rank that number {@code number} under {@code key} stands for. */
    long rank(long key, long number) {
        long bits = Draws.bits(key, number);
        while (true) {
            double u = last + Draws.unit(bits) * (first - last);
            double x = inverse(u, exponent);
            long rank = Math.clamp(Math.round(x), 1, count);
            if (rank - x <= accept || u >= integral(rank + 0.5, exponent) - density((double) rank, exponent)) {
                return rank;
            }
            bits = Draws.bits(key, bits);
        }
    }

    private static double density(double x, double exponent) {
        return StrictMath.exp(-exponent * StrictMath.log(x));
    }

    /** An antiderivative of the density: (x^(1−e) − 1) / (1−e), or ln x if e = 1. */
    private static double integral(double x, double exponent) {
        double log = StrictMath.log(x);
        double t = (1 - exponent) * log;
        return (Math.abs(t) > 1e-8 ? StrictMath.expm1(t) / t : 1 + t / 2) * log;
    }

    private static double inverse(double x, double exponent) {
        double t = Math.max(-1, x * (1 - exponent));
        return StrictMath.exp((Math.abs(t) > 1e-8 ? StrictMath.log1p(t) / t : 1 - t / 2) * x);
    }
}
