package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.plan.Expression;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SPLIT_PART with a constant separator, on UTF-8 bytes: no character's bytes occur inside another's, so that a separator found
 * among the bytes is one. The result refers to the bytes of the operand, nothing is copied.
 */
final class SplitParts implements Node {
    private static final int NONE = -1;

    private final Node text;
    private final Node number;
    private final byte[] separator;
    private final Node fallback;

    private SplitParts(Node text, Node number, byte[] separator, Node fallback) {
        this.text = text;
        this.number = number;
        this.separator = separator;
        this.fallback = fallback;
    }

    static @Nullable Node compile(Expression.Call call, List<Node> operands) {
        return operands.size() == 3
                        && TextKernels.areText(call, 2)
                        && call.type() instanceof SqlType.TextType
                        && call.operands().get(2).type() instanceof SqlType.IntegerType
                        && operands.get(1) instanceof ConstantNode constant
                        && constant.value() != null
                        && constant.bytes().length > 0
                ? new SplitParts(operands.get(0), operands.get(2), constant.bytes(), BoxedNode.of(call, operands))
                : null;
    }

    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        BytesColumn texts = (BytesColumn) text.evaluate(frame);
        LongColumn numbers = (LongColumn) number.evaluate(frame);
        long[] nulls = Nulls.union(texts.nulls(), numbers.nulls(), size);
        long[] refs = new long[size];
        for (int i = 0; i < size; i++) {
            if (!TextKernels.isNull(nulls, i)) {
                if (texts.length(i) >= Ref.LENGTH_LONG) {
                    return fallback.evaluate(frame);
                }
                refs[i] = part(texts.refs()[i], texts.page(i), texts.length(i), numbers.values()[i]);
            }
        }
        return new BytesColumn(size, refs, texts.pages(), nulls);
    }

    @Override
    public boolean readsText() {
        return true;
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(text);
        Value n = code.value(number);
        Code isNull = code.let(code.eitherNull(x, n));
        Code pages = code.pages(x.source());
        Code split = code.object(SplitParts.class, this);
        Code.Variable result = code.declare(Code.Constant.ZERO);
        Code part = new Code.Call(
                Type.of(SplitParts.class), "part", true, List.of(split, x.low(), pages, n.low()), Type.LONG);
        code.whereGiven(isNull, () -> {
            code.set(result, part);
            code.suspectNegative(result, Code.Constant.ZERO);
        });
        return Value.ofBytes(result, isNull, x.source());
    }

    /** A reference to the part of this number, from the end if it is negative; −1 for texts too long for this. */
    long part(long ref, byte[][] pages, long number) {
        int length = Ref.length(ref, pages);
        return length >= Ref.LENGTH_LONG ? -1 : part(ref, pages[Ref.page(ref)], length, number);
    }

    private long part(long ref, byte[] page, int length, long number) {
        int offset = Ref.offset(ref);
        int end = offset + length;
        return number > 0
                ? fromStart(Ref.page(ref), page, offset, end, number)
                : fromEnd(Ref.page(ref), page, offset, end, number);
    }

    private long fromStart(int pageNumber, byte[] page, int start, int end, long number) {
        int from = start;
        for (long before = number - 1; before > 0; before--) {
            int at = find(page, from, end);
            if (at == NONE) {
                return Ref.of(pageNumber, end, 0);
            }
            from = at + separator.length;
        }
        int to = find(page, from, end);
        return Ref.of(pageNumber, from, (to == NONE ? end : to) - from);
    }

    /** Which places separate is decided from the start on, also when parts are counted from the end. */
    private long fromEnd(int pageNumber, byte[] page, int start, int end, long number) {
        long parts = 1;
        for (int at = find(page, start, end); at != NONE; at = find(page, at + separator.length, end)) {
            parts++;
        }
        return number == 0 || number < -parts
                ? Ref.of(pageNumber, end, 0)
                : fromStart(pageNumber, page, start, end, parts + number + 1);
    }

    /** Where the separator stands first. */
    private int find(byte[] page, int from, int end) {
        return ByteWords.find(page, from, end, separator);
    }
}
