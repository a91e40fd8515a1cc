package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.plan.Expression;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BinaryType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.SqlType.UuidType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which comparisons have a kernel, and how their operands are brought to one form first. */
final class Comparisons {
    private Comparisons() {}

    /** A kernel, or {@code null} if there is none for the types. */
    static @Nullable Node compile(Expression.Call call, Comparison comparison, List<Node> operands) {
        SqlType left = call.operands().get(0).type();
        SqlType right = call.operands().get(1).type();
        Node product = Products.compare(comparison, call, operands);
        return product == null ? pair(comparison, left, operands.get(0), right, operands.get(1)) : product;
    }

    /** IS DISTINCT FROM, or its negation, by way of {@code =}. */
    static @Nullable Node distinct(Expression.Call call, boolean distinct, List<Node> operands) {
        SqlType left = call.operands().get(0).type();
        SqlType right = call.operands().get(1).type();
        if (left instanceof SqlType.NullType || right instanceof SqlType.NullType) {
            return null;
        }
        Node a = operands.get(0);
        Node b = operands.get(1);
        Node equal = pair(Comparison.EQUAL, left, a, right, b);
        return equal == null
                ? null
                : new Kernel(
                        frame -> distinct(
                                frame.size(), equal.evaluate(frame), a.evaluate(frame), b.evaluate(frame), distinct),
                        code -> distinct(code, equal, a, b, distinct));
    }

    private static Value distinct(Emitter code, Node equal, Node left, Node right, boolean distinct) {
        Value x = code.value(left);
        Value y = code.value(right);
        Code given = Codes.xor(Codes.or(x.isNull(), y.isNull()), Code.Constant.ONE);
        Code same = Codes.and(code.value(equal).low(), given);
        Code both = Codes.and(x.isNull(), y.isNull());
        return Value.ofLong(
                code.let(Codes.xor(Codes.or(both, same), Codes.constant(distinct ? 1 : 0))), Code.Constant.ZERO);
    }

    private static Column distinct(int size, Column equal, Column left, Column right, boolean distinct) {
        long[] same = ((LongColumn) equal).values();
        long flip = distinct ? 1 : 0;
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            long leftNull = bit(left.nulls(), i);
            long rightNull = bit(right.nulls(), i);
            long either = leftNull | rightNull;
            values[i] = (same[i] & ~either | leftNull & rightNull) & 1 ^ flip;
        }
        return new LongColumn(size, values, null);
    }

    private static long bit(long @Nullable [] nulls, int row) {
        return nulls == null || !Nulls.get(nulls, row) ? 0 : 1;
    }

    static @Nullable Node pair(Comparison comparison, SqlType left, Node a, SqlType right, Node b) {
        Exact x = Exact.of(left);
        Exact y = Exact.of(right);
        if (x != null && y != null) {
            return numbers(comparison, x, a, y, b);
        }
        if (left instanceof FloatingType || right instanceof FloatingType) {
            return floating(comparison, left, a, right, b);
        }
        if (left.getClass() != right.getClass()) {
            return null;
        }
        return switch (left) {
            case IntegerType type -> Exact.isPlain(right) ? null : LongComparison.unsigned(comparison, a, b);
            case TextType type -> texts(comparison, a, b);
            case BinaryType type -> new BytesComparison(comparison, a, b);
            case UuidType type -> new WideComparison(comparison, a, b, Long.MIN_VALUE);
            case SqlType.BooleanType type -> LongComparison.signed(comparison, a, b);
            case DateType type -> LongComparison.signed(comparison, a, b);
            case SqlType.TimeType type -> LongComparison.signed(comparison, a, b);
            case TimestampType type -> LongComparison.signed(comparison, a, b);
            case SqlType.IntervalType type -> LongComparison.signed(comparison, a, b);
            default -> null;
        };
    }

    private static Node texts(Comparison comparison, Node a, Node b) {
        if (a instanceof ConstantNode && !(b instanceof ConstantNode)) {
            return texts(comparison.mirrored(), b, a);
        }
        Node equality = comparison.equality && b instanceof ConstantNode constant && constant.value() != null
                ? TextEquality.of(a, constant, comparison.flip != 0)
                : null;
        return equality == null ? new BytesComparison(comparison, a, b) : equality;
    }

    private static @Nullable Node numbers(Comparison comparison, Exact x, Node a, Exact y, Node b) {
        int scale = Math.max(x.scale(), y.scale());
        int left = scale - x.scale();
        int right = scale - y.scale();
        if (x.fitsLong(left) && y.fitsLong(right)) {
            return LongComparison.signed(comparison, Scaling.longs(a, left), Scaling.longs(b, right));
        }
        return x.fitsWide(left) && y.fitsWide(right)
                ? new WideComparison(comparison, Scaling.wides(a, left), Scaling.wides(b, right), 0)
                : null;
    }

    private static @Nullable Node floating(Comparison comparison, SqlType left, Node a, SqlType right, Node b) {
        Node x = Doubles.keys(left, a);
        Node y = Doubles.keys(right, b);
        return x == null || y == null ? null : LongComparison.signed(comparison, x, y);
    }
}
