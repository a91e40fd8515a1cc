package dev.millrace.engine.batch;

import dev.millrace.engine.batch.Windowing.Partition;
import dev.millrace.functions.AggregateFunction;
import dev.millrace.functions.AggregateFunctions;
import dev.millrace.functions.EvaluationException;
import dev.millrace.functions.Weighted;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of a row and its place in a partition. */
final class WindowFunction {
    private final WindowCall call;
    private final List<SortKey> order;
    private final Schema schema;

    WindowFunction(WindowCall call, List<SortKey> order, Schema schema) {
        this.call = call;
        this.order = order;
        this.schema = schema;
    }

    /** The value for each row of the partition. */
    List<@Nullable Object> evaluate(Partition partition) {
        return switch (call.function()) {
            case "ROW_NUMBER" -> numbers(partition);
            case "RANK" -> ranks(partition);
            case "DENSE_RANK" -> denseRanks(partition);
            case "LAG" -> shifted(partition, -1);
            case "LEAD" -> shifted(partition, 1);
            case "FIRST_VALUE" -> picked(partition, true);
            case "LAST_VALUE" -> picked(partition, false);
            default -> aggregated(partition);
        };
    }

    private static List<@Nullable Object> numbers(Partition partition) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < partition.size(); i++) {
            values.add(i + 1L);
        }
        return values;
    }

    private static List<@Nullable Object> ranks(Partition partition) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < partition.size(); i++) {
            values.add(partition.firstPeer(i) + 1L);
        }
        return values;
    }

    private static List<@Nullable Object> denseRanks(Partition partition) {
        List<@Nullable Object> values = new ArrayList<>();
        long rank = 0;
        for (int i = 0; i < partition.size(); i++) {
            rank += partition.firstPeer(i) == i ? 1 : 0;
            values.add(rank);
        }
        return values;
    }

    private List<@Nullable Object> shifted(Partition partition, int direction) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < partition.size(); i++) {
            @Nullable Object[] row = partition.row(i);
            Object offset = call.arguments().size() > 1 ? row[call.arguments().get(1)] : (Object) 1L;
            Object fallback = call.arguments().size() > 2 ? row[call.arguments().get(2)] : null;
            values.add(offset == null ? null : neighbour(partition, i, (Long) offset * direction, fallback));
        }
        return values;
    }

    private @Nullable Object neighbour(Partition partition, int index, long offset, @Nullable Object fallback) {
        int column = call.arguments().getFirst();
        if (!call.ignoreNulls() || offset == 0) {
            long target = index + offset;
            return target < 0 || target >= partition.size()
                    ? fallback
                    : partition.row((int) target)[column];
        }
        long left = Math.abs(offset);
        int step = Long.signum(offset);
        for (int i = index + step; i >= 0 && i < partition.size(); i += step) {
            Object value = partition.row(i)[column];
            left -= value == null ? 0 : 1;
            if (left == 0) {
                return value;
            }
        }
        return fallback;
    }

    private List<@Nullable Object> picked(Partition partition, boolean first) {
        FrameRange frames = new FrameRange(call.frame(), order, schema, partition);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < partition.size(); i++) {
            List<@Nullable Object[]> rows = frames.rows(i);
            values.add(pick(first ? rows : rows.reversed()));
        }
        return values;
    }

    private @Nullable Object pick(List<@Nullable Object[]> rows) {
        for (@Nullable Object[] row : rows) {
            Object value = row[call.arguments().getFirst()];
            if (value != null || !call.ignoreNulls()) {
                return value;
            }
        }
        return null;
    }

    private List<@Nullable Object> aggregated(Partition partition) {
        List<SqlType> types = call.arguments().stream().map(schema::type).toList();
        AggregateFunction function =
                AggregateFunctions.resolve(call.function(), types, call.type(), call.distinct(), call.ignoreNulls());
        FrameRange frames = new FrameRange(call.frame(), order, schema, partition);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < partition.size(); i++) {
            boolean same = i > 0 && frames.isSame(i - 1, i);
            values.add(same ? values.get(i - 1) : aggregate(function, new RowOrder(types), frames.rows(i)));
        }
        return values;
    }

    /** Of the rows as a set: an aggregate function over a frame does not see their order. */
    private @Nullable Object aggregate(AggregateFunction function, RowOrder order, List<@Nullable Object[]> rows) {
        List<Weighted> arguments = new ArrayList<>();
        for (@Nullable Object[] row : rows) {
            arguments.add(new Weighted(Rows.select(row, call.arguments()), 1));
        }
        arguments.sort(Comparator.comparing(Weighted::arguments, order));
        try {
            return function.evaluate(arguments);
        } catch (EvaluationException e) {
            throw new RowFailure(call.position(), e);
        }
    }
}
