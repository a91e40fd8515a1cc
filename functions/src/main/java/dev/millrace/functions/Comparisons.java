package dev.millrace.functions;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.SqlType.UuidType;
import dev.millrace.types.ValueOrder;
import java.util.Comparator;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Comparison operators: the order is that of {@link ValueOrder}; numbers of different types compare by value. */
final class Comparisons {
    private Comparisons() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Comparison");
        operator(catalogue, "=", "x = y: whether they are equal.", order -> order == 0);
        operator(catalogue, "<>", "x <> y: whether they differ.", order -> order != 0);
        operator(catalogue, "<", "x < y: whether x comes before y.", order -> order < 0);
        operator(catalogue, "<=", "x <= y: whether x does not come after y.", order -> order <= 0);
        operator(catalogue, ">", "x > y: whether x comes after y.", order -> order > 0);
        operator(catalogue, ">=", "x >= y: whether x does not come before y.", order -> order >= 0);
        catalogue.alias("!=", "<>");
        catalogue.open("IS DISTINCT FROM", "x IS DISTINCT FROM y: whether they differ, NULL equal to NULL.", s -> {
            Comparator<@Nullable Object> order = order(s.operand(0), s.operand(1));
            return a -> order.compare(a[0], a[1]) != 0;
        });
        catalogue.open("IS NOT DISTINCT FROM", "x IS NOT DISTINCT FROM y: equal, also if both are NULL.", s -> {
            Comparator<@Nullable Object> order = order(s.operand(0), s.operand(1));
            return a -> order.compare(a[0], a[1]) == 0;
        });
        catalogue.alias("<=>", "IS NOT DISTINCT FROM");
        catalogue.open("NULLIF", "NULLIF(x, y): NULL if x = y, else x.", s -> {
            Comparator<@Nullable Object> order = order(s.operand(0), s.operand(1));
            return a -> a[0] == null || a[1] != null && order.compare(a[0], a[1]) == 0 ? null : a[0];
        });
        extremes(catalogue);
    }

    private static void operator(Catalogue catalogue, String name, String text, IntPredicate test) {
        catalogue.strict(name, text, Comparisons::converts, s -> {
            Comparator<@Nullable Object> order = order(s.operand(0), s.operand(1));
            return a -> test.test(order.compare(a[0], a[1]));
        });
    }

    /** Whether one side is read as a UUID, which may fail. */
    private static boolean converts(Signature signature) {
        return signature.operand(0) instanceof UuidType ^ signature.operand(1) instanceof UuidType;
    }

    private static void extremes(Catalogue catalogue) {
        catalogue.strict("GREATEST", "GREATEST(x, …): the last in order.", s -> extreme(s, 1));
        catalogue.strict("LEAST", "LEAST(x, …): the first in order.", s -> extreme(s, -1));
        catalogue.open(
                "GREATEST_IGNORE_NULLS", "GREATEST_IGNORE_NULLS(x, …): the last that is not NULL.", s -> extreme(s, 1));
        catalogue.open(
                "LEAST_IGNORE_NULLS", "LEAST_IGNORE_NULLS(x, …): the first that is not NULL.", s -> extreme(s, -1));
    }

    private static ScalarFunction extreme(Signature signature, int sign) {
        Comparator<@Nullable Object> order = order(signature.result(), signature.result());
        return a -> {
            Object best = null;
            for (int i = 0; i < a.length; i++) {
                Object value =
                        a[i] == null ? null : Conversion.implicit(a[i], signature.operand(i), signature.result());
                if (best == null || value != null && order.compare(value, best) * sign > 0) {
                    best = value;
                }
            }
            return best;
        };
    }

    /** The order of values of two types that SQL can compare; NULL lowest. */
    static Comparator<@Nullable Object> order(SqlType left, SqlType right) {
        if (Numbers.isNumeric(left) && Numbers.isNumeric(right) && !sameKind(left, right)) {
            return left instanceof FloatingType || right instanceof FloatingType
                    ? nullsFirst((x, y) -> ValueOrder.compare(Numbers.floating(x, left), Numbers.floating(y, right)))
                    : nullsFirst((x, y) -> Numbers.exact(x, left).compareTo(Numbers.exact(y, right)));
        }
        if (left instanceof DateType && right instanceof TimestampType
                || left instanceof TimestampType && right instanceof DateType) {
            return nullsFirst((x, y) -> Long.compare(Times.micros((Long) x, left), Times.micros((Long) y, right)));
        }
        if (left instanceof UuidType ^ right instanceof UuidType) {
            UuidType uuid = new UuidType(true);
            return nullsFirst((x, y) ->
                    ValueOrder.compare(Conversion.implicit(x, left, uuid), Conversion.implicit(y, right, uuid)));
        }
        return (x, y) -> ValueOrder.compare(x, y, left);
    }

    private static boolean sameKind(SqlType left, SqlType right) {
        return left.getClass() == right.getClass()
                && (!(left instanceof IntegerType) || Numbers.isPlainLong(left) == Numbers.isPlainLong(right));
    }

    private static Comparator<@Nullable Object> nullsFirst(Comparator<Object> order) {
        return (x, y) -> x == null || y == null ? ValueOrder.compare(x, y) : order.compare(x, y);
    }
}
