package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TimestampType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic of timestamps and intervals that is arithmetic of longs. */
final class TimeArithmetic {
    private TimeArithmetic() {}

    /** A kernel, or {@code null} if there is none for the types. */
    static @Nullable Node compile(Expression.Call call, Arithmetic.Operation operation, List<Node> operands) {
        SqlType left = call.operands().get(0).type();
        SqlType right = call.operands().get(1).type();
        Node a = operands.get(0);
        Node b = operands.get(1);
        return switch (operation) {
            case ADD -> isMicros(left) && isMicros(right) ? exact(call, operation, a, b) : null;
            case SUBTRACT -> subtraction(call, left, a, right, b);
            default -> null;
        };
    }

    private static @Nullable Node subtraction(Expression.Call call, SqlType left, Node a, SqlType right, Node b) {
        if (left instanceof TimestampType && right instanceof TimestampType) {
            boolean micros = call.type() instanceof IntervalType interval && !interval.yearMonth();
            return micros ? exact(call, Arithmetic.Operation.SUBTRACT, a, b) : null;
        }
        boolean usable = isMicros(left)
                && isInterval(right)
                && b instanceof ConstantNode constant
                && constant.value() != null
                && constant.longValue() != Long.MIN_VALUE;
        return usable ? exact(call, Arithmetic.Operation.SUBTRACT, a, b) : null;
    }

    private static Node exact(Expression.Call call, Arithmetic.Operation operation, Node a, Node b) {
        return new LongArithmetic(CallSite.of(call), operation, a, b, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static boolean isMicros(SqlType type) {
        return type instanceof TimestampType || isInterval(type);
    }

    private static boolean isInterval(SqlType type) {
        return type instanceof IntervalType interval && !interval.yearMonth();
    }
}
