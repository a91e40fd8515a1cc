package dev.millrace.engine.expression;

import dev.millrace.types.Column;
import org.jspecify.annotations.Nullable;

/** A node that several others have as operand: it is evaluated once per frame. */
record SharedNode(int index, Node node) implements Node {
    @Override
    public Column evaluate(Frame frame) {
        Column column = frame.shared(index);
        if (column == null) {
            column = node.evaluate(frame);
            frame.share(index, column);
        }
        return column;
    }

    @Override
    public @Nullable Value emit(Emitter code) {
        return node.emit(code);
    }

    @Override
    public boolean readsText() {
        return node.readsText();
    }

    /** The node itself, if it is shared by others or not. */
    static Node unshared(Node node) {
        return node instanceof SharedNode shared ? shared.node : node;
    }
}
