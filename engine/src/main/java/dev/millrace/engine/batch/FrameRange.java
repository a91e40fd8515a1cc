package dev.millrace.engine.batch;

import dev.millrace.engine.batch.Windowing.Partition;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.Frame;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows in the frame of each row of a partition.
 *
 * <p>A RANGE bound at a distance admits rows whose order value is at most that far from the current one; if that is NULL, only the
 * NULLs are near it.
 */
record FrameRange(Frame frame, List<SortKey> order, Schema schema, Partition partition) {

    /** The rows in the frame of row {@code index}, in order. */
    List<@Nullable Object[]> rows(int index) {
        int first = first(index);
        int last = last(index);
        return first > last ? List.of() : partition.rows().subList(first, last + 1);
    }

    /** Whether two rows have the same frame. */
    boolean isSame(int left, int right) {
        return first(left) == first(right) && last(left) == last(right);
    }

    private int first(int index) {
        Bound bound = frame.lower();
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> 0;
            case UNBOUNDED_FOLLOWING -> partition.size();
            case CURRENT_ROW -> frame.rows() ? index : partition.firstPeer(index);
            case PRECEDING, FOLLOWING -> {
                if (frame.rows()) {
                    yield Math.clamp(index + offset(bound), 0, partition.size());
                }
                int row = 0;
                while (row < partition.size() && distance(row, index, bound) < 0) {
                    row++;
                }
                yield row;
            }
        };
    }

    private int last(int index) {
        Bound bound = frame.upper();
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> -1;
            case UNBOUNDED_FOLLOWING -> partition.size() - 1;
            case CURRENT_ROW -> frame.rows() ? index : partition.lastPeer(index);
            case PRECEDING, FOLLOWING -> {
                if (frame.rows()) {
                    yield Math.clamp(index + offset(bound), -1, partition.size() - 1);
                }
                int row = partition.size() - 1;
                while (row >= 0 && distance(row, index, bound) > 0) {
                    row--;
                }
                yield row;
            }
        };
    }

    private static long offset(Bound bound) {
        long distance = (Long) Objects.requireNonNull(bound.distance());
        return bound.kind() == BoundKind.PRECEDING ? -distance : distance;
    }

    /** Negative, zero or positive as {@code row} lies before, at or after the bound of row {@code index}. */
    private int distance(int row, int index, Bound bound) {
        SortKey key = order.getFirst();
        Object value = partition.row(row)[key.column()];
        Object current = partition.row(index)[key.column()];
        if (value == null || current == null) {
            return partition.order().compare(partition.row(row), partition.row(index));
        }
        boolean up = bound.kind() == BoundKind.FOLLOWING ^ key.descending();
        SqlType type = schema.type(key.column());
        int comparison = current instanceof Double number
                ? ValueOrder.compare(value, moved(number, (Double) Objects.requireNonNull(bound.distance()), up))
                : exact(value, type).compareTo(moved(exact(current, type), exact(bound.distance(), type), up));
        return key.descending() ? -comparison : comparison;
    }

    private static Object moved(double value, double distance, boolean up) {
        return up ? value + distance : value - distance;
    }

    private static BigDecimal moved(BigDecimal value, BigDecimal distance, boolean up) {
        return up ? value.add(distance) : value.subtract(distance);
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
