package dev.millrace.engine.expression;

import dev.millrace.types.Column;
import java.util.function.Function;

/** A node given by its two forms: over columns, and as code for a row. */
record Kernel(Function<Frame, Column> columns, Function<Emitter, Value> row) implements Node {
    @Override
    public Column evaluate(Frame frame) {
        return columns.apply(frame);
    }

    @Override
    public Value emit(Emitter code) {
        return row.apply(code);
    }
}
