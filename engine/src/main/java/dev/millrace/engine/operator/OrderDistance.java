package dev.millrace.engine.operator;

import dev.millrace.engine.state.RowOrder;
import dev.millrace.engine.state.RowStore;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.types.Boxed;
import dev.millrace.types.SqlType;
import dev.millrace.types.Storage;
import dev.millrace.types.ValueOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares a row with the bound at a distance of another row, by the one column of the order. */
final class OrderDistance {
    private final RowStore rows;
    private final RowOrder order;
    private final @Nullable SortKey key;
    private final @Nullable Object distance;
    private final boolean up;
    private final @Nullable Long steps;

    /** For a bound of a RANGE; others have no distance, and nothing is compared with them. */
    OrderDistance(Bound bound, List<SortKey> keys, RowStore rows, RowOrder order) {
        this.rows = rows;
        this.order = order;
        this.key = keys.isEmpty() ? null : keys.getFirst();
        this.distance = bound.distance();
        this.up = bound.kind() == BoundKind.FOLLOWING ^ (key != null && key.descending());
        this.steps = key == null ? null : steps(bound.distance(), rows.types().get(key.column()));
    }

    /** The distance in the units of the column's words, if those are signed numbers and it is one. */
    private static @Nullable Long steps(@Nullable Object distance, SqlType type) {
        boolean unsigned = type instanceof SqlType.IntegerType integer && !integer.signed();
        if (type.storage() != Storage.LONG || unsigned || type instanceof SqlType.FloatingType) {
            return null;
        }
        if (type instanceof SqlType.DecimalType decimal) {
            return distance instanceof BigDecimal number ? unscaled(number, decimal.scale()) : null;
        }
        return distance instanceof Long number ? number : null;
    }

    private static @Nullable Long unscaled(BigDecimal number, int scale) {
        try {
            return number.setScale(scale).unscaledValue().longValueExact();
        } catch (ArithmeticException tooFine) {
            return null;
        }
    }

    /** Negative, zero or positive as {@code row} lies before, at or after the bound of row {@code current}. */
    int compare(int row, int current) {
        SortKey by = Objects.requireNonNull(key);
        if (rows.isNull(row, by.column()) || rows.isNull(current, by.column())) {
            return order.compareKeys(row, current);
        }
        int comparison = steps == null ? compareBoxed(row, current, by) : compareWords(row, current, by, steps);
        return by.descending() ? -comparison : comparison;
    }

    private int compareWords(int row, int current, SortKey by, long by1) {
        long value = rows.longValue(row, by.column());
        long from = rows.longValue(current, by.column());
        long bound = up ? from + by1 : from - by1;
        boolean overflow = up ? ((from ^ bound) & (by1 ^ bound)) < 0 : ((from ^ by1) & (from ^ bound)) < 0;
        return overflow ? from < 0 ? 1 : -1 : Long.compare(value, bound);
    }

    private int compareBoxed(int row, int current, SortKey by) {
        SqlType type = rows.types().get(by.column());
        Object value = boxed(row, by.column(), type);
        Object from = boxed(current, by.column(), type);
        return from instanceof Double number
                ? ValueOrder.compare(value, moved(number, (Double) Objects.requireNonNull(distance)), type)
                : exact(value, type).compareTo(moved(exact(from, type), exact(distance, type)));
    }

    private @Nullable Object boxed(int row, int column, SqlType type) {
        return Boxed.read(rows.column(column, new int[] {row}, 1), 0, type);
    }

    private Object moved(double value, double by) {
        return up ? value + by : value - by;
    }

    private BigDecimal moved(BigDecimal value, BigDecimal by) {
        return up ? value.add(by) : value.subtract(by);
    }

    private static BigDecimal exact(@Nullable Object value, SqlType type) {
        return switch (value) {
            case BigDecimal number -> number;
            case Long number
            when type instanceof SqlType.IntegerType integer && !integer.signed() ->
                new BigDecimal(Long.toUnsignedString(number));
            case Long number -> BigDecimal.valueOf(number);
            case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            case null, default -> throw new IllegalArgumentException("no distances between values of " + type);
        };
    }
}
