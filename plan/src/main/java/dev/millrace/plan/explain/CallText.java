package dev.millrace.plan.explain;

import static java.util.stream.Collectors.joining;

import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.Frame;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.WindowCall;
import java.util.List;
import java.util.Objects;

/** Calls of aggregate and window functions as SQL. */
final class CallText {
    private CallText() {}

    static String aggregate(AggregateCall call, ColumnNames columns) {
        StringBuilder text = new StringBuilder(
                function(call.function(), call.arguments(), call.distinct(), call.ignoreNulls(), columns));
        if (!call.order().isEmpty()) {
            text.append(" WITHIN GROUP (ORDER BY ")
                    .append(order(call.order(), columns))
                    .append(')');
        }
        if (call.filter() >= 0) {
            text.append(" FILTER (WHERE ").append(columns.name(call.filter())).append(')');
        }
        return text.toString();
    }

    static String window(WindowCall call, ColumnNames columns) {
        return function(call.function(), call.arguments(), call.distinct(), call.ignoreNulls(), columns) + " "
                + frame(call.frame());
    }

    static String order(List<SortKey> order, ColumnNames columns) {
        return order.stream().map(key -> key(key, columns)).collect(joining(", "));
    }

    private static String key(SortKey key, ColumnNames columns) {
        return columns.name(key.column())
                + (key.descending() ? " DESC" : "")
                + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }

    private static String function(
            String name, List<Integer> arguments, boolean distinct, boolean ignoreNulls, ColumnNames columns) {
        String list = name.equals("COUNT") && arguments.isEmpty()
                ? "*"
                : arguments.stream().map(columns::name).collect(joining(", "));
        return name + "(" + (distinct ? "DISTINCT " : "") + list + (ignoreNulls ? " IGNORE NULLS)" : ")");
    }

    private static String frame(Frame frame) {
        return (frame.rows() ? "ROWS" : "RANGE") + " BETWEEN " + bound(frame.lower()) + " AND " + bound(frame.upper());
    }

    private static String bound(Bound bound) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> "UNBOUNDED PRECEDING";
            case PRECEDING -> Objects.toString(bound.distance()) + " PRECEDING";
            case CURRENT_ROW -> "CURRENT ROW";
            case FOLLOWING -> Objects.toString(bound.distance()) + " FOLLOWING";
            case UNBOUNDED_FOLLOWING -> "UNBOUNDED FOLLOWING";
        };
    }
}
