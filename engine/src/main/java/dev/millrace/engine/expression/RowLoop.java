package dev.millrace.engine.expression;

/** Generated code that computes expressions over all rows of a batch in one pass. Without state. */
interface RowLoop {
    /** What {@link #run} returns if the interpreter has to look at the batch. */
    int SUSPECT = -1;

    /**
     * @param size the number of rows
     * @param in the arrays of the columns that it reads
     * @param pages what their references refer to
     * @param nulls a bitmap for each column
     * @param out the arrays to write
     * @param outNulls bitmaps to write, at first without bits
     * @param objects what the code calls
     * @param rows of a predicate: where to write the selected rows
     * @return of a predicate the number of selected rows; {@link #SUSPECT} if some row could not be computed
     */
    int run(
            int size,
            long[][] in,
            byte[][][] pages,
            long[][] nulls,
            long[][] out,
            long[][] outNulls,
            Object[] objects,
            int[] rows);
}
