package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many characters a text has after REPLACE, or how many it loses by it, without making the text.
 *
 * @param replacement what is replaced, which makes no text longer
 * @param left whether what is left is counted, else what is lost
 */
record ReplacementCount(Node text, Replacement replacement, boolean left) implements Node {
    /** {@code LENGTH(x) - LENGTH(REPLACE(x, …))}, or {@code null} if the operands of the subtraction are something else. */
    static @Nullable Node ofDifference(Node whole, Node replaced) {
        return whole instanceof TextKernels.Length length
                        && replaced instanceof ReplacementCount count
                        && count.left
                        && length.operand() == count.text
                ? new ReplacementCount(count.text, count.replacement, false)
                : null;
    }

    @Override
    public Column evaluate(Frame frame) {
        BytesColumn column = (BytesColumn) text.evaluate(frame);
        long[] values = new long[frame.size()];
        for (int i = 0; i < values.length; i++) {
            if (!TextKernels.isNull(column.nulls(), i)) {
                values[i] = count(column.refs()[i], column.pages());
            }
        }
        return new LongColumn(values.length, values, column.nulls());
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(text);
        Code pages = code.pages(x.source());
        Code counter = code.object(ReplacementCount.class, this);
        Code.Variable result = code.declare(Code.Constant.ZERO);
        Code count = new Code.Call(
                Type.of(ReplacementCount.class), "count", true, List.of(counter, x.low(), pages), Type.LONG);
        code.whereGiven(x.isNull(), () -> code.set(result, count));
        return Value.ofLong(result, x.isNull());
    }

    @Override
    public boolean readsText() {
        return true;
    }

    /** The number of characters. */
    long count(long ref, byte[][] pages) {
        long lost = replacement.count(ref, pages) * replacement.lost();
        return left ? TextKernels.length(ref, pages) - lost : lost;
    }
}
