package dev.millrace.bench.tpch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a view in an order of their own, with which those of another engine can be compared. Numbers may differ by a
 * hundredth or a millionth of themselves: engines round averages and quotients of decimals at different places.
 */
final class TpchAnswer {
    private static final double ABSOLUTE = 0.01;
    private static final double RELATIVE = 1e-6;

    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    /** Adds a row of numbers and texts; integers and texts tell rows apart. */
    void add(List<@Nullable Object> row) {
        rows.add(row.stream().map(TpchAnswer::comparable).toList());
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal.doubleValue();
            case Double number -> number;
            case Float number -> number.doubleValue();
            case Number number -> number.longValue();
            default -> value.toString().stripTrailing();
        };
    }

    int size() {
        return rows.size();
    }

    /** Whether both have the same rows. */
    boolean agrees(TpchAnswer other) {
        List<List<@Nullable Object>> mine = sorted();
        List<List<@Nullable Object>> theirs = other.sorted();
        boolean agrees = mine.size() == theirs.size();
        for (int i = 0; agrees && i < mine.size(); i++) {
            agrees = agree(mine.get(i), theirs.get(i));
        }
        return agrees;
    }

    private List<List<@Nullable Object>> sorted() {
        return rows.stream()
                .sorted(Comparator.<List<@Nullable Object>, String>comparing(TpchAnswer::exactly)
                        .thenComparing(TpchAnswer::numbers, TpchAnswer::compare))
                .toList();
    }

    private static String exactly(List<@Nullable Object> row) {
        return row.stream().filter(value -> !(value instanceof Double)).toList().toString();
    }

    private static List<Double> numbers(List<@Nullable Object> row) {
        List<Double> numbers = new ArrayList<>();
        for (Object value : row) {
            if (value instanceof Double number) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static int compare(List<Double> left, List<Double> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static boolean agree(List<@Nullable Object> left, List<@Nullable Object> right) {
        boolean agree = left.size() == right.size();
        for (int i = 0; agree && i < left.size(); i++) {
            agree = agree(left.get(i), right.get(i));
        }
        return agree;
    }

    private static boolean agree(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number one && right instanceof Number two) {
            double difference = Math.abs(one.doubleValue() - two.doubleValue());
            return difference <= ABSOLUTE || difference <= RELATIVE * Math.abs(two.doubleValue());
        }
        return left == null ? right == null : left.equals(right);
    }
}
