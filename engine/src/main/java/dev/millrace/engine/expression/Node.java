package dev.millrace.engine.expression;

import dev.millrace.types.Column;
import org.jspecify.annotations.Nullable;

/** A compiled expression inside a tree of them. */
interface Node {
    /** The values for the rows of the frame. */
    Column evaluate(Frame frame);

    /** Writes the rows for which this BOOLEAN node is true to the start of {@code rows} and returns how many. */
    default int select(Frame frame, int[] rows) {
        return Truth.select(evaluate(frame), rows);
    }

    /**
     * Adds code that computes the value of one row, or answers {@code null} without adding any if there is none for this node. The
     * code computes what {@link #evaluate} does, except that it may call any row suspect; the whole batch is then evaluated here.
     */
    default @Nullable Value emit(Emitter code) {
        return null;
    }

    /** Whether its code looks at bytes of text, so that it is better run only where it is needed. */
    default boolean readsText() {
        return false;
    }
}
