package dev.millrace.plan.waterline;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.Project;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.Operator.WindowCall;
import org.jspecify.annotations.Nullable;

/**
 * How far from a row those are that its window functions look at.
 *
 * @param timeBefore how much less than its own their order value may be; {@code timeAfter}, how much greater
 * @param rowsBefore or how many rows before it they may be; {@code rowsAfter}, how many after
 */
public record WindowReach(long timeBefore, long timeAfter, long rowsBefore, long rowsAfter) {
    private static final WindowReach NOWHERE = new WindowReach(0, 0, 0, 0);

    /** That of all functions of a window over rows of {@code input}, {@code null} if one of them may look at any row. */
    public static @Nullable WindowReach of(Window window, Node input) {
        WindowReach all = NOWHERE;
        for (WindowCall call : window.calls()) {
            WindowReach reach = of(call, input);
            if (reach == null) {
                return null;
            }
            all = all.and(reach);
        }
        return all;
    }

    /** How far behind the waterline order values may be that still matter, whatever the number of rows. */
    public long time() {
        return timeBefore + timeAfter;
    }

    private WindowReach and(WindowReach other) {
        return new WindowReach(
                Math.max(timeBefore, other.timeBefore),
                Math.max(timeAfter, other.timeAfter),
                Math.max(rowsBefore, other.rowsBefore),
                Math.max(rowsAfter, other.rowsAfter));
    }

    private static @Nullable WindowReach of(WindowCall call, Node input) {
        return switch (call.function()) {
            case "ROW_NUMBER", "RANK", "DENSE_RANK" -> null;
            case "LAG", "LEAD" -> shift(call, input);
            default -> frame(call);
        };
    }

    private static @Nullable WindowReach shift(WindowCall call, Node input) {
        Long offset = call.arguments().size() < 2
                ? (Long) 1L
                : constant(input, call.arguments().get(1));
        if (offset == null || call.ignoreNulls() || Math.abs(offset) > Integer.MAX_VALUE) {
            return null;
        }
        long after = call.function().equals("LAG") ? -offset : offset;
        return new WindowReach(0, 0, Math.max(0, -after), Math.max(0, after));
    }

    private static @Nullable Long constant(Node input, int column) {
        Expression expression = input.operator() instanceof Project project
                ? project.expressions().get(column)
                : null;
        return expression instanceof Literal literal && literal.value() instanceof Long number ? number : null;
    }

    private static @Nullable WindowReach frame(WindowCall call) {
        Long before = distance(call.frame().lower(), BoundKind.PRECEDING);
        Long after = distance(call.frame().upper(), BoundKind.FOLLOWING);
        if (before == null || after == null) {
            return null;
        }
        long least = Math.max(0, before);
        long most = Math.max(0, after);
        return call.frame().rows() ? new WindowReach(0, 0, least, most) : new WindowReach(least, most, 0, 0);
    }

    /** The distance in that direction, negative in the other; {@code null} if unbounded, or too great to be added to anything. */
    private static @Nullable Long distance(Bound bound, BoundKind direction) {
        return switch (bound.kind()) {
            case CURRENT_ROW -> 0L;
            case PRECEDING, FOLLOWING ->
                bound.distance() instanceof Long number && Math.abs(number) < Long.MAX_VALUE / 8
                        ? (Long) (bound.kind() == direction ? number : -number)
                        : null;
            case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING -> null;
        };
    }
}
