package dev.millrace.connectors.generator;

/**
 * Random numbers without state: each is a function of a seed, the number of the thing it is for, and a salt that tells
 * draws for the same thing apart. Any slice can so be made by any thread.
 *
 * <p>The finalizer is that of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
 */
public final class Draws {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private Draws() {}

    /** 64 random bits. */
    public static long bits(long key, long number) {
        return mix(key + number * GAMMA);
    }

    /** A key for draws with this salt. */
    public static long key(long seed, long salt) {
        return mix(seed + mix(salt * GAMMA + 1));
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** A number from 0 to {@code bound} − 1 made of the upper bits of {@code bits}; 0 &lt; bound ≤ 2³¹. */
    public static int below(long bits, long bound) {
        return (int) ((bits >>> 32) * bound >>> 32);
    }

    /** A number from 0 to {@code bound} − 1 made of the lower bits of {@code bits}; 0 &lt; bound ≤ 2³¹. */
    public static int belowByLow(long bits, long bound) {
        return (int) ((bits & 0xffffffffL) * bound >>> 32);
    }

    /** A number from 0 to {@code bound} − 1; 0 &lt; bound, compared as unsigned. */
    public static long belowLong(long bits, long bound) {
        return Math.unsignedMultiplyHigh(bits, bound);
    }

    /** A number from 0 (included) to 1 (not included). */
    public static double unit(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }
}
