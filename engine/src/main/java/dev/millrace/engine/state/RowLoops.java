package dev.millrace.engine.state;

/** Loops over rows that are generated for a layout: for rows without NULLs. All are without state. */
final class RowLoops {
    private RowLoops() {}

    /** Computes what {@link KeyView#hash} does. */
    interface HashLoop {
        void run(int count, long[][] lows, long[][] highs, byte[][][] pages, long[] hashes);
    }

    /** Writes rows {@code rows[0..count)} of a batch to the records {@code ids[0..count)}, the owner's words as 0. */
    interface WriteLoop {
        void run(
                int count,
                int[] rows,
                int[] ids,
                long[][] records,
                long[][] lows,
                long[][] highs,
                byte[][][] pages,
                RowTexts texts);
    }

    /** Reads words of the records {@code ids[0..count)}, and where texts are, each to an array of its own. */
    interface ReadLoop {
        void run(int count, int[] ids, long[][] records, long[][] out, RowTexts texts);
    }
}
