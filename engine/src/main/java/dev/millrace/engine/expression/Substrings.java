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

/** SUBSTRING and LEFT of text: the result refers to the bytes of the operand, nothing is copied. */
final class Substrings implements Node {
    private static final long NO_LENGTH = Long.MAX_VALUE >> 1;

    private final Node text;
    private final Node start;
    private final @Nullable Node length;
    private final Node fallback;

    private Substrings(Node text, Node start, @Nullable Node length, Node fallback) {
        this.text = text;
        this.start = start;
        this.length = length;
        this.fallback = fallback;
    }

    static @Nullable Node substring(Expression.Call call, List<Node> operands) {
        Node length = operands.size() > 2 ? operands.get(2) : null;
        return isSupported(call)
                ? new Substrings(operands.get(0), operands.get(1), length, BoxedNode.of(call, operands))
                : null;
    }

    static @Nullable Node left(Expression.Call call, List<Node> operands) {
        Node one = new ConstantNode(1L, new SqlType.IntegerType(64, true, false));
        return isSupported(call) && operands.size() == 2
                ? new Substrings(operands.get(0), one, operands.get(1), BoxedNode.of(call, operands))
                : null;
    }

    private static boolean isSupported(Expression.Call call) {
        return TextKernels.areText(call, 1)
                && call.type() instanceof SqlType.TextType
                && call.operands().stream().skip(1).allMatch(o -> o.type() instanceof SqlType.IntegerType);
    }

    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        BytesColumn texts = (BytesColumn) text.evaluate(frame);
        LongColumn starts = (LongColumn) start.evaluate(frame);
        LongColumn lengths = length == null ? null : (LongColumn) length.evaluate(frame);
        long[] nulls = Nulls.union(texts.nulls(), starts.nulls(), size);
        nulls = lengths == null ? nulls : Nulls.union(nulls, lengths.nulls(), size);
        long[] refs = new long[size];
        for (int i = 0; i < size; i++) {
            if (!TextKernels.isNull(nulls, i)) {
                if (texts.length(i) >= Ref.LENGTH_LONG) {
                    return fallback.evaluate(frame);
                }
                long count = lengths == null ? NO_LENGTH : Math.max(0, lengths.values()[i]);
                long from = starts.values()[i] - 1;
                refs[i] = slice(texts.refs()[i], texts.page(i), texts.length(i), Math.max(0, from), from + count);
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
        Value first = code.value(start);
        Value count = length == null ? Value.ofLong(Codes.constant(NO_LENGTH), Code.Constant.ZERO) : code.value(length);
        Code isNull = code.let(Codes.or(code.eitherNull(x, first), count.isNull()));
        Code pages = code.pages(x.source());
        Code.Variable result = code.declare(Code.Constant.ZERO);
        code.whereGiven(isNull, () -> {
            code.set(
                    result, Codes.call(Substrings.class, "slice", Type.LONG, x.low(), pages, first.low(), count.low()));
            code.suspectNegative(result, Code.Constant.ZERO);
        });
        return Value.ofBytes(result, isNull, x.source());
    }

    /** The characters from the 1-based {@code start} on, at most {@code count}; −1 for texts too long for this. */
    static long slice(long ref, byte[][] pages, long start, long count) {
        int length = Ref.length(ref, pages);
        if (length >= Ref.LENGTH_LONG) {
            return -1;
        }
        long from = start - 1;
        return slice(ref, pages[Ref.page(ref)], length, Math.max(0, from), from + Math.max(0, count));
    }

    /** The characters from {@code from} to before {@code to}, counted from 0, as far as they exist. */
    private static long slice(long ref, byte[] page, int length, long from, long to) {
        int offset = Ref.offset(ref);
        int end = offset + length;
        int first = skip(page, offset, end, from);
        int last = to <= from ? first : skip(page, first, end, to - from);
        return Ref.of(Ref.page(ref), first, last - first);
    }

    /** The index of the byte after {@code count} characters. */
    private static int skip(byte[] bytes, int from, int end, long count) {
        int at = from;
        for (long left = count; left > 0 && at < end; left--) {
            at++;
            while (at < end && bytes[at] < -64) {
                at++;
            }
        }
        return at;
    }
}
