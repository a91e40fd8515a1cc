package dev.millrace.types;

import org.jspecify.annotations.Nullable;

/** Bitmaps of NULL rows: bit {@code row & 63} of word {@code row >> 6} is set where the value is NULL. */
public final class Nulls {
    private Nulls() {}

    /** An empty bitmap for {@code size} rows. */
    public static long[] create(int size) {
        return new long[(size + 63) >> 6];
    }

    /** Whether the bit of {@code row} is set. */
    public static boolean get(long[] nulls, int row) {
        return (nulls[row >> 6] >>> row & 1) != 0;
    }

    /** Sets the bit of {@code row}. */
    public static void set(long[] nulls, int row) {
        nulls[row >> 6] |= 1L << row;
    }

    /** A bitmap of {@code size} rows with the bits of both, or {@code null} if neither has any. */
    public static long @Nullable [] union(long @Nullable [] left, long @Nullable [] right, int size) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        long[] union = create(size);
        for (int i = 0; i < union.length; i++) {
            union[i] = left[i] | right[i];
        }
        return union;
    }

    /** The bitmap of the chosen rows, or {@code null} if none of them is NULL. */
    public static long @Nullable [] gather(long @Nullable [] nulls, int[] rows, int count) {
        if (nulls == null) {
            return null;
        }
        long[] result = create(count);
        boolean any = false;
        for (int i = 0; i < count; i++) {
            if (get(nulls, rows[i])) {
                set(result, i);
                any = true;
            }
        }
        return any ? result : null;
    }
}
