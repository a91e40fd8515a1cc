package dev.millrace.engine.operator;

import dev.millrace.engine.state.StateParts;
import dev.millrace.types.Column;

/**
 * A window function at work: which rows of a partition a change concerns, and the values of those.
 *
 * <p>For each partition comes {@link #begin}, then in the order of positions {@link #note} of each row that came or went and {@link
 * #evaluate} of each row concerned.
 */
interface WindowValues {
    /** Takes notice of a row stored, whichever partition it belongs to. */
    default void stored(int id) {}

    /** Names what outlives a step and is not in the words of rows. */
    default void keep(StateParts parts) {}

    /** Whether all rows of a partition have the same value, so that a change concerns all or none. */
    default boolean whole() {
        return false;
    }

    /** The first position concerned by row {@code id}, which came to {@code position} or went from before it. */
    int concernedFrom(int id, int position);

    /** The last position concerned; if it concerns rows {@link #onward}, the last that it concerns for certain. */
    int concernedTo(int id, int position, boolean there);

    /** Whether a change concerns all rows after it, unless it is {@link #settled}. */
    default boolean onward() {
        return false;
    }

    /** Begins with a partition. */
    default void begin() {}

    /** Takes notice that a row came ({@code sign} 1) or went (−1). */
    default void note(int id, int sign) {}

    /** Whether what was noted does not matter to rows after the last one evaluated, until more is noted. */
    default boolean settled() {
        return false;
    }

    /** Appends the value of a row. */
    void evaluate(int id, int position);

    /** The values appended since the last call. */
    Column take();
}
