package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import org.jspecify.annotations.Nullable;

/** Comparison of stored longs. */
final class LongComparison implements Node {
    private final Comparison comparison;
    private final Node left;
    private final Node right;
    private final long bias;
    private final @Nullable Long constant;

    private LongComparison(Comparison comparison, Node left, Node right, long bias) {
        this.comparison = comparison;
        this.left = left;
        this.right = right;
        this.bias = bias;
        this.constant = right instanceof ConstantNode node && node.value() != null ? node.longValue() : null;
    }

    static Node signed(Comparison comparison, Node left, Node right) {
        return of(comparison, left, right, 0);
    }

    /** Unsigned order is signed order with the top bit flipped. */
    static Node unsigned(Comparison comparison, Node left, Node right) {
        return of(comparison, left, right, Long.MIN_VALUE);
    }

    /** A constant operand goes to the right. */
    private static Node of(Comparison comparison, Node left, Node right, long bias) {
        return left instanceof ConstantNode && !(right instanceof ConstantNode)
                ? new LongComparison(comparison.mirrored(), right, left, bias)
                : new LongComparison(comparison, left, right, bias);
    }

    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        long[] values = new long[size];
        LongColumn column = (LongColumn) left.evaluate(frame);
        if (constant != null) {
            compare(column.values(), constant, values);
            return new LongColumn(size, values, column.nulls());
        }
        LongColumn other = (LongColumn) right.evaluate(frame);
        compare(column.values(), other.values(), values);
        return new LongColumn(size, values, Nulls.union(column.nulls(), other.nulls(), size));
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(left);
        Value y = code.value(right);
        Code flip = Codes.constant(comparison.equality ? 0 : bias);
        Code biased = constant == null
                ? Codes.xor(y.low(), flip)
                : Codes.constant(constant ^ (comparison.equality ? 0 : bias));
        Code test = Codes.test(comparison.relation(), Codes.xor(x.low(), flip), biased);
        return Value.ofLong(code.let(test), code.eitherNull(x, y));
    }

    private void compare(long[] a, long[] b, long[] out) {
        if (comparison.equality) {
            equal(a, b, comparison.flip, out);
        } else if (comparison.swapped) {
            less(b, a, bias, comparison.flip, out);
        } else {
            less(a, b, bias, comparison.flip, out);
        }
    }

    private void compare(long[] a, long b, long[] out) {
        if (comparison.equality) {
            equal(a, b, comparison.flip, out);
        } else if (comparison.swapped) {
            greater(a, b ^ bias, bias, comparison.flip, out);
        } else {
            less(a, b ^ bias, bias, comparison.flip, out);
        }
    }

    private static void equal(long[] a, long[] b, long flip, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = (a[i] == b[i] ? 1 : 0) ^ flip;
        }
    }

    private static void less(long[] a, long[] b, long bias, long flip, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = ((a[i] ^ bias) < (b[i] ^ bias) ? 1 : 0) ^ flip;
        }
    }

    private static void equal(long[] a, long b, long flip, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = (a[i] == b ? 1 : 0) ^ flip;
        }
    }

    private static void less(long[] a, long b, long bias, long flip, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = ((a[i] ^ bias) < b ? 1 : 0) ^ flip;
        }
    }

    private static void greater(long[] a, long b, long bias, long flip, long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = ((a[i] ^ bias) > b ? 1 : 0) ^ flip;
        }
    }
}
