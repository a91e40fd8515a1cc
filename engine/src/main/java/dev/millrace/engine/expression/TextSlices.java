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
import dev.millrace.types.SqlType.TextType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RIGHT, TRIM, LTRIM and RTRIM of text: the result refers to the bytes of the operand, nothing is copied. */
final class TextSlices implements Node {
    private static final ConstantNode ALL = new ConstantNode(Long.MAX_VALUE, new SqlType.IntegerType(64, true, false));

    private final Node text;
    private final Node count;
    private final boolean[] atStart;
    private final boolean[] atEnd;
    private final Node fallback;

    /**
     * @param count how many characters are left, counted from the end, after that
     * @param atStart which ASCII characters are taken away at the start
     * @param atEnd which at the end
     */
    private TextSlices(Node text, Node count, boolean[] atStart, boolean[] atEnd, Node fallback) {
        this.text = text;
        this.count = count;
        this.atStart = atStart;
        this.atEnd = atEnd;
        this.fallback = fallback;
    }

    /** {@code RIGHT(s, n)}: a kernel, or {@code null}. */
    static @Nullable Node right(Expression.Call call, List<Node> operands) {
        boolean supported = operands.size() == 2
                && TextKernels.areText(call, 1)
                && call.type() instanceof TextType
                && call.operands().get(1).type() instanceof SqlType.IntegerType type
                && Exact.isPlain(type);
        return supported
                ? new TextSlices(operands.get(0), operands.get(1), set(""), set(""), BoxedNode.of(call, operands))
                : null;
    }

    /** {@code LTRIM(s)} and {@code RTRIM(s)}: a kernel, or {@code null}. */
    static @Nullable Node strip(Expression.Call call, List<Node> operands, boolean start) {
        return operands.size() == 1 ? trim(call, operands, " ", start, !start) : null;
    }

    /** {@code TRIM}: a kernel, or {@code null} if the characters are not constant and ASCII. */
    static @Nullable Node trim(Expression.Call call, List<Node> operands) {
        int size = operands.size();
        String side = size == 3 ? constant(operands.getFirst()) : "BOTH";
        String characters = size == 1 ? " " : constant(operands.get(1));
        return side == null || characters == null
                ? null
                : trim(call, operands, characters, !side.equals("TRAILING"), !side.equals("LEADING"));
    }

    private static @Nullable Node trim(
            Expression.Call call, List<Node> operands, String characters, boolean start, boolean end) {
        boolean supported = characters.chars().allMatch(letter -> letter < 128)
                && TextKernels.areText(call, operands.size())
                && call.type() instanceof TextType;
        return supported
                ? new TextSlices(
                        operands.get(operands.size() == 3 ? 2 : 0),
                        ALL,
                        set(start ? characters : ""),
                        set(end ? characters : ""),
                        BoxedNode.of(call, operands))
                : null;
    }

    private static @Nullable String constant(Node node) {
        return node instanceof ConstantNode constant && constant.value() instanceof String value ? value : null;
    }

    private static boolean[] set(String characters) {
        boolean[] set = new boolean[128];
        characters.chars().forEach(letter -> set[letter] = true);
        return set;
    }

    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        BytesColumn texts = (BytesColumn) text.evaluate(frame);
        LongColumn counts = (LongColumn) count.evaluate(frame);
        long[] nulls = Nulls.union(texts.nulls(), counts.nulls(), size);
        long[] refs = new long[size];
        for (int i = 0; i < size; i++) {
            if (!TextKernels.isNull(nulls, i)) {
                refs[i] = slice(texts.refs()[i], texts.pages(), counts.values()[i]);
                if (refs[i] < 0) {
                    return fallback.evaluate(frame);
                }
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
        Value n = code.value(count);
        Code isNull = code.eitherNull(x, n);
        Code pages = code.pages(x.source());
        Code slices = code.object(TextSlices.class, this);
        Code.Variable result = code.declare(Code.Constant.ZERO);
        Code slice = new Code.Call(
                Type.of(TextSlices.class), "slice", true, List.of(slices, x.low(), pages, n.low()), Type.LONG);
        code.whereGiven(isNull, () -> {
            code.set(result, slice);
            code.suspectNegative(result, Code.Constant.ZERO);
        });
        return Value.ofBytes(result, isNull, x.source());
    }

    /** A reference to what is left, at most {@code number} characters; −1 for texts too long for this. */
    long slice(long ref, byte[][] pages, long number) {
        int length = Ref.length(ref, pages);
        if (length >= Ref.LENGTH_LONG) {
            return -1;
        }
        byte[] page = pages[Ref.page(ref)];
        int from = Ref.offset(ref);
        int end = from + length;
        while (from < end && page[from] >= 0 && atStart[page[from]]) {
            from++;
        }
        while (from < end && page[end - 1] >= 0 && atEnd[page[end - 1]]) {
            end--;
        }
        int start = number >= end - from ? from : back(page, from, end, number);
        return Ref.of(Ref.page(ref), start, end - start);
    }

    /** Where the last {@code number} characters begin. */
    private static int back(byte[] page, int from, int end, long number) {
        int at = end;
        for (long left = number; left > 0 && at > from; left--) {
            at--;
            while (at > from && page[at] < -64) {
                at--;
            }
        }
        return at;
    }
}
