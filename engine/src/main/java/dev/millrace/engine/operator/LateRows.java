package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;

/** An operator that drops rows because they are late. */
public interface LateRows {
    /** The rows that the current step dropped, with NULL in columns that nobody reads. */
    Delta late();

    /** The greatest value by which the rows that the current step took can be late, or {@link Waterline#NONE}. */
    default long greatest() {
        return Waterline.NONE;
    }
}
