package dev.millrace.functions;

import dev.millrace.functions.AggregateFunctions.Definition;
import dev.millrace.types.Bytes;
import dev.millrace.types.ValueOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Aggregate functions that pick a row or fold values bit by bit. */
final class Extremes {
    private Extremes() {}

    static void define(Map<String, Definition> definitions) {
        AggregateFunctions.strict(
                definitions, "MAX", "MAX(x): the last in order.", s -> rows -> best(rows, order(s, 0)));
        AggregateFunctions.strict(
                definitions,
                "MIN",
                "MIN(x): the first in order.",
                s -> rows -> best(rows, order(s, 0).reversed()));
        AggregateFunctions.open(
                definitions,
                "ARG_MAX",
                "ARG_MAX(x, y): x of the row with the greatest y, of several the greatest x.",
                s -> rows -> best(withKey(rows), order(s, 1).thenComparing(order(s, 0))));
        AggregateFunctions.open(
                definitions,
                "ARG_MIN",
                "ARG_MIN(x, y): x of the row with the least y, of several the least x.",
                s -> rows -> best(
                        withKey(rows), order(s, 1).thenComparing(order(s, 0)).reversed()));
        AggregateFunctions.strict(
                definitions,
                "MODE",
                "MODE(x): the most frequent value, of several the greatest.",
                s -> rows ->
                        best(rows, Comparator.comparingLong(Weighted::weight).thenComparing(order(s, 0))));
        truths(definitions, "every x is true", false, "BOOL_AND", "EVERY", "LOGICAL_AND");
        truths(definitions, "some x is true", true, "BOOL_OR", "SOME", "LOGICAL_OR");
        bits(definitions, "BIT_AND", "bits set in all", (x, y) -> x & y);
        bits(definitions, "BIT_OR", "bits set in any", (x, y) -> x | y);
        bits(definitions, "BIT_XOR", "bits set in an odd number of rows", (x, y) -> x ^ y);
    }

    private static Comparator<Weighted> order(Signature signature, int index) {
        return (x, y) -> ValueOrder.compare(x.arguments()[index], y.arguments()[index], signature.operand(index));
    }

    /** The rows whose key is not NULL or, if there is none, all. */
    private static List<Weighted> withKey(List<Weighted> rows) {
        List<Weighted> kept =
                rows.stream().filter(row -> row.arguments()[1] != null).toList();
        return kept.isEmpty() ? rows : kept;
    }

    private static @Nullable Object best(List<Weighted> rows, Comparator<Weighted> order) {
        Weighted best = null;
        for (Weighted row : AggregateFunctions.consolidated(rows)) {
            if (row.weight() > 0 && (best == null || order.compare(row, best) > 0)) {
                best = row;
            }
        }
        return best == null ? null : best.arguments()[0];
    }

    private static void truths(Map<String, Definition> definitions, String text, boolean decisive, String... names) {
        for (String name : names) {
            AggregateFunctions.strict(definitions, name, name + "(x): whether " + text + ".", s -> rows -> {
                List<Weighted> present = present(rows);
                boolean found = present.stream()
                        .anyMatch(row -> Boolean.valueOf(decisive).equals(row.arguments()[0]));
                return present.isEmpty() ? null : (Object) (found == decisive);
            });
        }
    }

    private static List<Weighted> present(List<Weighted> rows) {
        return AggregateFunctions.consolidated(rows).stream()
                .filter(row -> row.weight() > 0)
                .toList();
    }

    private static void bits(
            Map<String, Definition> definitions, String name, String text, LongBinaryOperator operator) {
        boolean odd = name.equals("BIT_XOR");
        AggregateFunctions.strict(definitions, name, name + "(x): " + text + ".", s -> rows -> {
            Object result = null;
            for (Weighted row : present(rows)) {
                Object value = Arguments.value(row.arguments(), 0);
                result = result == null ? value : combine(result, value, operator);
                result = odd && row.weight() % 2 == 0 ? combine(result, value, operator) : result;
            }
            return result;
        });
    }

    private static Object combine(Object left, Object right, LongBinaryOperator operator) {
        if (left instanceof Long x && right instanceof Long y) {
            return operator.applyAsLong(x, y);
        }
        byte[] first = ((Bytes) left).value();
        byte[] second = ((Bytes) right).value();
        if (first.length != second.length) {
            throw EvaluationException.invalid("binary values of " + first.length + " and " + second.length + " bytes");
        }
        byte[] result = new byte[first.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) operator.applyAsLong(first[i], second[i]);
        }
        return new Bytes(result);
    }
}
