package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.Storage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which arithmetic calls have a kernel. The type of the result decides the arithmetic. */
final class Arithmetic {
    private Arithmetic() {}

    /** The operators. */
    enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER
    }

    /** A kernel, or {@code null} if there is none for the types. */
    static @Nullable Node compile(Expression.Call call, Operation operation, List<Node> operands) {
        SqlType left = call.operands().get(0).type();
        SqlType right = call.operands().get(1).type();
        return switch (call.type()) {
            case IntegerType type ->
                Exact.isPlain(left) && Exact.isPlain(right) && Exact.isPlain(type)
                        ? new LongArithmetic(CallSite.of(call), operation, operands.get(0), operands.get(1), type)
                        : null;
            case DecimalType type -> DecimalArithmetic.compile(call, operation, operands, type);
            case FloatingType type -> floating(operation, left, operands.get(0), right, operands.get(1), type);
            default -> TimeArithmetic.compile(call, operation, operands);
        };
    }

    private static @Nullable Node floating(
            Operation operation, SqlType left, Node a, SqlType right, Node b, FloatingType type) {
        Node x = Doubles.of(left, a);
        Node y = Doubles.of(right, b);
        return x == null || y == null ? null : new DoubleArithmetic(operation, x, y, type.bits() == 32);
    }

    /** A kernel of the opposite number, or {@code null} if there is none for the types. */
    static @Nullable Node negation(Expression.Call call, Node operand) {
        SqlType from = call.operands().getFirst().type();
        return switch (call.type()) {
            case IntegerType type ->
                Exact.isPlain(from) && Exact.isPlain(type)
                        ? LongArithmetic.negation(CallSite.of(call), operand, type)
                        : null;
            case FloatingType type -> from instanceof FloatingType ? DoubleArithmetic.negation(operand) : null;
            case DecimalType type ->
                from instanceof DecimalType same
                                && same.scale() == type.scale()
                                && same.precision() <= type.precision()
                                && same.storage() == type.storage()
                        ? Scaling.negation(operand)
                        : null;
            default -> null;
        };
    }

    /** A kernel of the magnitude, or {@code null} if there is none for the types. */
    static @Nullable Node absolute(Expression.Call call, Node operand) {
        SqlType from = call.operands().getFirst().type();
        if (!from.sameAs(call.type())) {
            return null;
        }
        return switch (call.type()) {
            case IntegerType type ->
                Exact.isPlain(type) ? LongArithmetic.absolute(CallSite.of(call), operand, type) : null;
            case FloatingType type -> DoubleArithmetic.absolute(operand);
            case DecimalType type ->
                type.storage() == Storage.LONG
                        ? LongArithmetic.absolute(CallSite.of(call), operand, new IntegerType(64, true, true))
                        : null;
            default -> null;
        };
    }
}
