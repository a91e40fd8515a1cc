package dev.millrace.engine.expression;

import dev.millrace.types.Column;

/** A column of the batch, as it is. */
record InputNode(int index) implements Node {
    @Override
    public Column evaluate(Frame frame) {
        return frame.input(index);
    }
}
