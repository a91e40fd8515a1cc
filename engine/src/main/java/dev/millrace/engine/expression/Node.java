package dev.millrace.engine.expression;

import dev.millrace.types.Column;

/** A compiled expression inside a tree of them. */
interface Node {
    /** The values for the rows of the frame. */
    Column evaluate(Frame frame);

    /** Writes the rows for which this BOOLEAN node is true to the start of {@code rows} and returns how many. */
    default int select(Frame frame, int[] rows) {
        return Truth.select(evaluate(frame), rows);
    }
}
