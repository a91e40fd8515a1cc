package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;

/** An operator that drops rows because they are late. */
public interface LateRows {
    /** The rows that the current step dropped, with NULL in columns that nobody reads. */
    Delta late();
}
