package dev.millrace.engine.operator;

import dev.millrace.engine.state.RowOrder;
import dev.millrace.functions.AggregateFunction;
import dev.millrace.functions.AggregateFunctions;
import dev.millrace.functions.EvaluationException;
import dev.millrace.functions.Weighted;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any other aggregate function over frames: applied to all rows of a frame, of which it does not see the order. */
final class CollectedValues implements WindowValues {
    private final WindowCall call;
    private final AggregateFunction function;
    private final WindowFrame frame;
    private final WindowPartition partition;
    private final RowOrder order;
    private ColumnBuilder values;
    private int lastFirst = -1;
    private int lastLast = -1;
    private @Nullable Object last;

    CollectedValues(WindowCall call, WindowFrame frame, WindowPartition partition) {
        this.call = call;
        this.frame = frame;
        this.partition = partition;
        List<SqlType> types =
                call.arguments().stream().map(partition.rows.types()::get).toList();
        this.function =
                AggregateFunctions.resolve(call.function(), types, call.type(), call.distinct(), call.ignoreNulls());
        this.order = new RowOrder(
                partition.rows,
                call.arguments().stream()
                        .map(column -> new RowOrder.Key(column, false, true))
                        .toList(),
                false);
        this.values = new ColumnBuilder(call.type());
    }

    @Override
    public boolean whole() {
        return frame.whole();
    }

    @Override
    public int concernedFrom(int id, int position) {
        return frame.concernedFrom(id, position);
    }

    @Override
    public int concernedTo(int id, int position, boolean there) {
        return frame.concernedTo(id, position, there);
    }

    @Override
    public boolean onward() {
        return frame.onward();
    }

    @Override
    public void begin() {
        lastFirst = -1;
        lastLast = -1;
    }

    @Override
    public void evaluate(int id, int position) {
        int first = frame.first(id, position);
        int end = frame.last(id, position);
        if (first != lastFirst || end != lastLast) {
            lastFirst = first;
            lastLast = end;
            last = value(id, first, end);
        }
        values.append(last);
    }

    private @Nullable Object value(int id, int first, int end) {
        List<Integer> ids = new ArrayList<>();
        int row = first > end ? -1 : partition.at(first);
        for (int i = first; i <= end; i++) {
            ids.add(row);
            row = partition.sequence.nextCounted(row);
        }
        ids.sort(order::compareKeys);
        List<Weighted> rows = new ArrayList<>();
        ids.forEach(other -> rows.add(new Weighted(arguments(other), 1)));
        try {
            return function.evaluate(rows);
        } catch (EvaluationException failure) {
            throw new OperatorFailure(
                    failure.code(),
                    String.valueOf(failure.getMessage()),
                    call.position(),
                    "at row " + StoredRows.boxed(partition.rows, id));
        }
    }

    private @Nullable Object[] arguments(int id) {
        @Nullable Object[] values = new @Nullable Object[call.arguments().size()];
        for (int i = 0; i < values.length; i++) {
            int column = call.arguments().get(i);
            values[i] = Boxed.read(
                    partition.rows.column(column, new int[] {id}, 1),
                    0,
                    partition.rows.types().get(column));
        }
        return values;
    }

    @Override
    public Column take() {
        Column column = values.build();
        values = new ColumnBuilder(call.type());
        return column;
    }
}
