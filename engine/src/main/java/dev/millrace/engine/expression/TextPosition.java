package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.plan.Expression;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** POSITION of a constant in a text, on UTF-8 bytes: no character's bytes occur inside another's. */
final class TextPosition implements Node {
    private final Node text;
    private final byte[] part;

    private TextPosition(Node text, byte[] part) {
        this.text = text;
        this.part = part;
    }

    /** A kernel, or {@code null} if the part is not constant, or the search begins elsewhere than at the start. */
    static @Nullable Node compile(Expression.Call call, List<Node> operands) {
        return operands.size() == 2
                        && TextKernels.areText(call, 2)
                        && call.type() instanceof SqlType.IntegerType
                        && operands.get(0) instanceof ConstantNode constant
                        && constant.value() != null
                        && constant.bytes().length > 0
                ? new TextPosition(operands.get(1), constant.bytes())
                : null;
    }

    @Override
    public Column evaluate(Frame frame) {
        BytesColumn column = (BytesColumn) text.evaluate(frame);
        long[] values = new long[frame.size()];
        for (int i = 0; i < values.length; i++) {
            if (!TextKernels.isNull(column.nulls(), i)) {
                values[i] = position(column.refs()[i], column.pages());
            }
        }
        return new LongColumn(values.length, values, column.nulls());
    }

    @Override
    public boolean readsText() {
        return true;
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(text);
        Code pages = code.pages(x.source());
        Code finder = code.object(TextPosition.class, this);
        Code.Variable result = code.declare(Code.Constant.ZERO);
        Code position = new Code.Call(
                Type.of(TextPosition.class), "position", true, List.of(finder, x.low(), pages), Type.LONG);
        code.whereGiven(x.isNull(), () -> code.set(result, position));
        return Value.ofLong(result, x.isNull());
    }

    /** The number of the character, from 1, where the part first begins; 0 if nowhere. */
    long position(long ref, byte[][] pages) {
        byte[] page = pages[Ref.page(ref)];
        int from = Ref.offset(ref);
        int at = ByteWords.find(page, from, from + Ref.length(ref, pages), part);
        return at < 0 ? 0 : ByteWords.characters(page, from, at) + 1;
    }
}
