package dev.millrace.engine.batch;

import dev.millrace.functions.AggregateFunction;
import dev.millrace.functions.AggregateFunctions;
import dev.millrace.functions.EvaluationException;
import dev.millrace.functions.Weighted;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups rows and evaluates aggregate functions over each group. */
final class Grouping {
    private Grouping() {}

    static Relation evaluate(Aggregate aggregate, Relation input, Schema schema) {
        Map<List<@Nullable Object>, List<Relation.Entry>> groups = Rows.groups(input, aggregate.keys());
        if (aggregate.keys().isEmpty()) {
            groups.computeIfAbsent(List.of(), key -> new ArrayList<>());
        }
        List<Call> calls =
                aggregate.calls().stream().map(call -> new Call(call, schema)).toList();
        Relation result = new Relation();
        groups.forEach((key, rows) -> {
            @Nullable Object[] values = new @Nullable Object[calls.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = calls.get(i).evaluate(rows);
            }
            result.add(Rows.concat(key.toArray(), values), 1);
        });
        return result;
    }

    /** An aggregate function applied to columns. */
    private static final class Call {
        private final AggregateCall call;
        private final AggregateFunction function;
        private final Comparator<Relation.Entry> order;

        Call(AggregateCall call, Schema schema) {
            this.call = call;
            List<SqlType> types = call.arguments().stream().map(schema::type).toList();
            this.function = AggregateFunctions.resolve(
                    call.function(), types, call.type(), call.distinct(), call.ignoreNulls());
            this.order = order(schema, types);
        }

        /** As the call says, then by all fields; but DISTINCT ones first by the arguments. */
        private Comparator<Relation.Entry> order(Schema schema, List<SqlType> types) {
            RowOrder all = new RowOrder(schema.types());
            Comparator<Relation.Entry> said = Comparator.comparing(Relation.Entry::row, all.by(call.order()));
            Comparator<Relation.Entry> arguments =
                    Comparator.comparing(entry -> Rows.select(entry.row(), call.arguments()), new RowOrder(types));
            return (call.distinct() ? said.thenComparing(arguments) : said).thenComparing(Relation.Entry::row, all);
        }

        @Nullable
        Object evaluate(List<Relation.Entry> rows) {
            List<Weighted> arguments = rows.stream()
                    .filter(entry -> call.filter() < 0 || Boolean.TRUE.equals(entry.row()[call.filter()]))
                    .sorted(order)
                    .map(entry -> new Weighted(Rows.select(entry.row(), call.arguments()), entry.weight()))
                    .toList();
            try {
                return function.evaluate(arguments);
            } catch (EvaluationException e) {
                throw new RowFailure(call.position(), e);
            }
        }
    }
}
