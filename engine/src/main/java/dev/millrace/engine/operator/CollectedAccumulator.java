package dev.millrace.engine.operator;

import dev.millrace.engine.state.RowOrder;
import dev.millrace.engine.state.StateParts;
import dev.millrace.functions.AggregateFunction;
import dev.millrace.functions.AggregateFunctions;
import dev.millrace.functions.EvaluationException;
import dev.millrace.functions.Weighted;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any aggregate function: all arguments of a group are kept, and the function is applied to them anew when one of them changes. The
 * arguments come in the order asked for, ties and the rest in the order of their values.
 */
final class CollectedAccumulator implements Accumulator {
    private static final int BYTES_EACH = 64;

    private final AggregateCall call;
    private final AggregateFunction function;
    private final GroupValues values;
    private final RowOrder order;
    private final ObjectState<Object> results;
    private final int argumentCount;
    private GroupWords words = Unbound.WORDS;
    private boolean computed;

    CollectedAccumulator(AggregateCall call, Schema input) {
        this.call = call;
        this.argumentCount = call.arguments().size();
        this.results = new ObjectState<>(Codec.of(call.type()));
        List<Integer> columns = new ArrayList<>(call.arguments());
        call.order().forEach(key -> columns.add(key.column()));
        List<SqlType> types = columns.stream().map(input::type).toList();
        this.function = AggregateFunctions.resolve(
                call.function(), types.subList(0, argumentCount), call.type(), call.distinct(), call.ignoreNulls());
        this.values = new GroupValues(columns, types);
        List<RowOrder.Key> keys = new ArrayList<>();
        for (int i = 0; i < call.order().size(); i++) {
            SortKey key = call.order().get(i);
            keys.add(new RowOrder.Key(1 + argumentCount + i, key.descending(), key.nullsFirst()));
        }
        this.order = new RowOrder(values.table().store(), keys, true);
    }

    @Override
    public int words() {
        return 0;
    }

    @Override
    public void bind(GroupWords words) {
        this.words = words;
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("values", values.table());
        parts.add("results", results);
    }

    @Override
    public void add(Batch batch, int[] groups, int[] rows, int count) {
        Batch added = values.bind(batch, groups, rows, count);
        for (int i = 0; i < count; i++) {
            values.table().add(i, added.weight(i));
        }
    }

    @Override
    public Column results(boolean before) {
        if (!before && !computed) {
            for (int i = 0; i < words.touchedCount(); i++) {
                results.set(words.touched(i), evaluate(words.touched(i)));
            }
            computed = true;
        }
        ColumnBuilder builder = new ColumnBuilder(call.type());
        for (int i = 0; i < words.touchedCount(); i++) {
            builder.append(results.get(words.touched(i), before));
        }
        return builder.build();
    }

    private @Nullable Object evaluate(int group) {
        List<Integer> ids = new ArrayList<>();
        values.forEach(group, ids::add);
        ids.sort(order::compare);
        List<Weighted> rows = new ArrayList<>();
        for (int id : ids) {
            List<@Nullable Object> row = StoredRows.boxed(values.table().store(), id);
            rows.add(new Weighted(
                    row.subList(1, 1 + argumentCount).toArray(), values.table().weight(id)));
        }
        try {
            return function.evaluate(rows);
        } catch (EvaluationException failure) {
            throw new OperatorFailure(
                    failure.code(),
                    String.valueOf(failure.getMessage()),
                    call.position(),
                    "group " + StoredRows.boxed(words.groups().store(), group));
        }
    }

    @Override
    public void finish(boolean commit) {
        results.finish(commit);
        values.table().finish(commit);
        computed = false;
    }

    @Override
    public void expire(int group) {
        values.expire(group);
        results.set(group, null);
        results.finish(true);
    }

    @Override
    public long stateBytes() {
        return values.table().bytes() + results.bytes(BYTES_EACH);
    }
}
