package dev.millrace.engine.batch;

import dev.millrace.engine.batch.Windowing.Partition;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.Frame;
import dev.millrace.plan.Operator.SortKey;
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
record FrameRange(Frame frame, List<SortKey> order, Partition partition) {

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
        Object limit = moved(current, Objects.requireNonNull(bound.distance()), up);
        int comparison = ValueOrder.compare(value, limit);
        return key.descending() ? -comparison : comparison;
    }

    private static Object moved(Object value, Object distance, boolean up) {
        return switch (value) {
            case Long number -> saturated(number, (Long) distance, up);
            case BigDecimal number -> up ? number.add((BigDecimal) distance) : number.subtract((BigDecimal) distance);
            case Double number -> up ? number + (Double) distance : number - (Double) distance;
            default -> throw new IllegalArgumentException("no distances between values of " + value.getClass());
        };
    }

    private static Object saturated(long value, long distance, boolean up) {
        try {
            return up ? Math.addExact(value, distance) : Math.subtractExact(value, distance);
        } catch (ArithmeticException e) {
            return up ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }
}
