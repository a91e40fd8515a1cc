package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Comparison of bytes as unsigned numbers from the left, which for UTF-8 is code point order. */
record BytesComparison(Comparison comparison, Node left, Node right) implements Node {
    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        BytesColumn a = (BytesColumn) left.evaluate(frame);
        BytesColumn b = (BytesColumn) right.evaluate(frame);
        long[] nulls = Nulls.union(a.nulls(), b.nulls(), size);
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = isNull(nulls, i) ? 0 : comparison.equality ? equal(a, b, i) : order(a, b, i);
        }
        return new LongColumn(size, values, nulls);
    }

    @Override
    public boolean readsText() {
        return true;
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(left);
        Value y = code.value(right);
        Code isNull = code.eitherNull(x, y);
        Code.Variable result = code.declare(Code.Constant.ZERO);
        Code xPages = code.pages(x.source());
        Code yPages = code.pages(y.source());
        code.whereGiven(isNull, () -> {
            Code order = comparison.equality
                    ? Codes.xor(Codes.holds(Ref.class, "same", x.low(), xPages, y.low(), yPages), Code.Constant.ONE)
                    : new Code.Widened(
                            Codes.call(BytesComparison.class, "order", Type.INT, x.low(), xPages, y.low(), yPages));
            code.set(result, Codes.test(comparison.relation(), order, Code.Constant.ZERO));
        });
        return Value.ofLong(result, isNull);
    }

    /** The order of the bytes that two references name. */
    static int order(long left, byte[][] leftPages, long right, byte[][] rightPages) {
        int from = Ref.offset(left);
        int other = Ref.offset(right);
        return Arrays.compareUnsigned(
                leftPages[Ref.page(left)],
                from,
                from + Ref.length(left, leftPages),
                rightPages[Ref.page(right)],
                other,
                other + Ref.length(right, rightPages));
    }

    /** Bytes of NULL rows may not be looked at: their references may be any bits. */
    private static boolean isNull(long @Nullable [] nulls, int row) {
        return nulls != null && Nulls.get(nulls, row);
    }

    private long equal(BytesColumn a, BytesColumn b, int row) {
        return (Ref.same(a.refs()[row], a.pages(), b.refs()[row], b.pages()) ? 1 : 0) ^ comparison.flip;
    }

    private long order(BytesColumn a, BytesColumn b, int row) {
        return comparison.test(order(a.refs()[row], a.pages(), b.refs()[row], b.pages()));
    }
}
