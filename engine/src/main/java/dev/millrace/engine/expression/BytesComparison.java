package dev.millrace.engine.expression;

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

    /** Bytes of NULL rows may not be looked at: their references may be any bits. */
    private static boolean isNull(long @Nullable [] nulls, int row) {
        return nulls != null && Nulls.get(nulls, row);
    }

    private long equal(BytesColumn a, BytesColumn b, int row) {
        return (Ref.same(a.refs()[row], a.pages(), b.refs()[row], b.pages()) ? 1 : 0) ^ comparison.flip;
    }

    private long order(BytesColumn a, BytesColumn b, int row) {
        int from = a.offset(row);
        int other = b.offset(row);
        return comparison.test(Arrays.compareUnsigned(
                a.page(row), from, from + a.length(row), b.page(row), other, other + b.length(row)));
    }
}
