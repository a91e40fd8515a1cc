package dev.millrace.functions;

import dev.millrace.functions.AggregateFunctions.Definition;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SUM and AVG. */
final class Sums {
    private Sums() {}

    static void define(Map<String, Definition> definitions) {
        AggregateFunctions.strict(definitions, "SUM", "SUM(x): sum, NULL of no rows.", s -> rows -> sum(rows, s));
        AggregateFunctions.strict(definitions, "$SUM0", "$SUM0(x): sum, 0 of no rows.", s -> rows -> {
            Object sum = sum(rows, s);
            return sum == null ? zero(s.result()) : sum;
        });
        definitions.put("SUM0", java.util.Objects.requireNonNull(definitions.get("$SUM0")));
        AggregateFunctions.strict(
                definitions,
                "AVG",
                "AVG(x): sum divided by the number of rows, truncated to the type.",
                s -> rows -> average(rows, s));
    }

    private static @Nullable Object sum(List<Weighted> rows, Signature signature) {
        return rows.isEmpty() ? null : fit(add(rows, 0, signature.operand(0)), signature.result());
    }

    private static Object zero(SqlType type) {
        return type instanceof SqlType.IntervalType ? (Object) 0L : Numbers.fit(BigDecimal.ZERO, type);
    }

    /** The exact sum of argument {@code index}. */
    static ExactSum add(List<Weighted> rows, int index, SqlType type) {
        ExactSum sum = new ExactSum();
        for (Weighted row : rows) {
            Object value = Arguments.value(row.arguments(), index);
            if (value instanceof Double number) {
                sum.add(number, row.weight());
            } else {
                sum.add(Numbers.exact(value, type), row.weight());
            }
        }
        return sum;
    }

    private static Object fit(ExactSum sum, SqlType type) {
        return switch (type) {
            case FloatingType floating -> floating.bits() == 32 ? (double) sum.roundedToFloat() : sum.rounded();
            case SqlType.IntervalType interval ->
                TimeArithmetic.checked(() -> sum.exact().longValueExact(), interval);
            default -> Numbers.fit(sum.exact(), type);
        };
    }

    private static @Nullable Object average(List<Weighted> rows, Signature signature) {
        long count = Counts.total(rows);
        if (count == 0) {
            return null;
        }
        ExactSum sum = add(rows, 0, signature.operand(0));
        return switch (signature.result()) {
            case FloatingType type -> Numbers.toFloating(sum.rounded() / count, type);
            case IntegerType type -> Numbers.fit(quotient(sum, count, 0), type);
            case DecimalType type -> Numbers.fit(quotient(sum, count, type.scale()), type);
            default -> quotient(sum, count, 0).longValue();
        };
    }

    private static BigDecimal quotient(ExactSum sum, long count, int scale) {
        return sum.exact().divide(BigDecimal.valueOf(count), scale, RoundingMode.DOWN);
    }
}
