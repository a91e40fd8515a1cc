package dev.millrace.engine.expression;

import dev.millrace.functions.ScalarFunctions;
import dev.millrace.plan.Expression;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.TimestampType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which expressions can fail, apart from their operands. More exact than the functions room where the types or a constant rule
 * failures out: what cannot fail need not be evaluated lazily.
 */
final class Failures {
    private Failures() {}

    /** Whether evaluating the call, cast or other part itself can fail for some row. */
    static boolean isPossible(Expression expression) {
        return switch (expression) {
            case Expression.Call call -> isPossible(call);
            case Expression.Cast cast ->
                !cast.safe()
                        && ScalarFunctions.castCanFail(cast.operand().type(), cast.type())
                        && !isWidening(cast.operand().type(), cast.type());
            default -> false;
        };
    }

    private static boolean isPossible(Expression.Call call) {
        if (call.operands().stream().anyMatch(Expression.Lambda.class::isInstance)) {
            return true;
        }
        List<SqlType> types = call.operands().stream().map(Expression::type).toList();
        return ScalarFunctions.canFail(call.function(), types, call.type()) && !isSafe(call, types);
    }

    /** Whether every value of a numeric type is one of the other. */
    private static boolean isWidening(SqlType from, SqlType to) {
        if (from instanceof IntegerType x && to instanceof IntegerType y) {
            return Exact.isPlain(x) && Exact.isPlain(y) && x.min() >= y.min() && x.max() <= y.max();
        }
        Exact x = Exact.of(from);
        if (x != null && to instanceof DecimalType decimal) {
            return x.digits() + decimal.scale() - x.scale() <= decimal.precision();
        }
        return from instanceof TimestampType && (to instanceof DateType || to instanceof SqlType.TimeType)
                || to instanceof SqlType.FloatingType && x != null
                || to instanceof SqlType.BooleanType && x != null
                || from instanceof SqlType.BooleanType && to instanceof IntegerType;
    }

    private static boolean isSafe(Expression.Call call, List<SqlType> types) {
        return switch (call.function().toUpperCase(Locale.ROOT)) {
            case "+", "-" -> fits(call.type(), types, Failures::sumDigits);
            case "*" -> fits(call.type(), types, Failures::productDigits);
            case "HOUR", "MINUTE", "SECOND", "YEAR", "QUARTER", "MONTH", "WEEK", "DAYOFMONTH", "DOW", "DOY" ->
                isTime(types.getFirst());
            case "EXTRACT" -> isTime(types.get(1)) && isUnit(call.operands().getFirst()) && isBig(call.type());
            case "FLOOR", "CEIL", "CEILING" -> types.size() == 1 && isInteger(types.getFirst(), call.type());
            case "LIKE", "NOT LIKE", "ILIKE", "NOT ILIKE" -> call.operands().size() == 2;
            default -> false;
        };
    }

    @FunctionalInterface
    private interface Digits {
        int of(Exact left, Exact right, int scale);
    }

    private static boolean fits(SqlType type, List<SqlType> types, Digits digits) {
        Exact x = types.size() == 2 ? exact(types.get(0)) : null;
        Exact y = types.size() == 2 ? exact(types.get(1)) : null;
        return x != null
                && y != null
                && type instanceof DecimalType decimal
                && digits.of(x, y, decimal.scale()) <= decimal.precision();
    }

    private static @Nullable Exact exact(SqlType type) {
        return Exact.of(type);
    }

    private static int sumDigits(Exact x, Exact y, int scale) {
        return Math.max(x.digits() - x.scale(), y.digits() - y.scale()) + 1 + scale;
    }

    private static int productDigits(Exact x, Exact y, int scale) {
        return x.digits() - x.scale() + y.digits() - y.scale() + scale;
    }

    private static boolean isTime(SqlType type) {
        return type instanceof TimestampType || type instanceof DateType;
    }

    private static boolean isUnit(Expression expression) {
        return expression instanceof Expression.Literal literal
                && literal.value() instanceof String unit
                && List.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOW", "DOY", "HOUR", "MINUTE", "SECOND", "EPOCH")
                        .contains(unit.toUpperCase(Locale.ROOT));
    }

    private static boolean isBig(SqlType type) {
        return type instanceof IntegerType integer && integer.bits() == 64 && integer.signed();
    }

    private static boolean isInteger(SqlType from, SqlType to) {
        return from instanceof IntegerType && from.sameAs(to);
    }
}
