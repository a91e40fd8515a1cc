package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.expression.ColumnExpression;
import dev.millrace.engine.state.IntArray;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a row of each element of a collection. Linear: no state. */
final class UnnestOperator implements StatelessOperator {
    private final ColumnExpression collection;
    private final SqlType type;
    private final boolean ordinality;
    private final Schema input;
    private final Schema output;
    private final int width;
    private final Columns columns;

    UnnestOperator(Operator.Unnest unnest, NodeContext context) {
        this.collection = ColumnExpression.compile(unnest.collection());
        this.type = unnest.collection().type();
        this.ordinality = unnest.ordinality();
        this.input = context.input(0);
        this.output = context.node().schema();
        this.width = context.input(0).size();
        this.columns = new Columns(context.needed());
    }

    @Override
    public Delta step(List<Delta> inputs) {
        return NetRows.evaluate(inputs.getFirst(), input, this::expand);
    }

    private Delta expand(Delta rows) {
        return new Delta(rows.batches().stream()
                .map(this::expand)
                .filter(batch -> batch.size() > 0)
                .toList());
    }

    private Batch expand(Batch batch) {
        Column collections = RowFailures.explain(batch, input, () -> collection.evaluate(batch));
        IntArray rows = new IntArray();
        List<ColumnBuilder> builders = new ArrayList<>();
        for (int i = width; i < output.size(); i++) {
            builders.add(new ColumnBuilder(output.type(i)));
        }
        for (int row = 0; row < batch.size(); row++) {
            Object elements = Boxed.read(collections, row, type);
            if (elements != null) {
                expandRow(row, elements, rows, builders);
            }
        }
        List<Column> result = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            result.add(
                    columns.needed(i)
                            ? batch.column(i).gather(rows.array(), rows.size())
                            : Columns.absent(rows.size()));
        }
        builders.forEach(builder -> result.add(builder.build()));
        return new Batch(rows.size(), result, Columns.gather(batch.weights(), rows.array(), rows.size()));
    }

    private void expandRow(int row, Object elements, IntArray rows, List<ColumnBuilder> builders) {
        List<List<@Nullable Object>> tuples = tuples(elements);
        for (int i = 0; i < tuples.size(); i++) {
            rows.add(row);
            List<@Nullable Object> tuple = tuples.get(i);
            for (int c = 0; c < tuple.size(); c++) {
                builders.get(c).append(tuple.get(c));
            }
            if (ordinality) {
                builders.getLast().append(i + 1L);
            }
        }
    }

    private List<List<@Nullable Object>> tuples(Object elements) {
        List<List<@Nullable Object>> tuples = new ArrayList<>();
        if (elements instanceof Map<?, ?> map) {
            map.forEach((key, value) -> tuples.add(pair(key, value)));
            return tuples;
        }
        int fields = output.size() - width - (ordinality ? 1 : 0);
        for (Object element : (List<?>) elements) {
            tuples.add(tuple(element, fields));
        }
        return tuples;
    }

    private static List<@Nullable Object> pair(@Nullable Object key, @Nullable Object value) {
        List<@Nullable Object> pair = new ArrayList<>();
        pair.add(key);
        pair.add(value);
        return pair;
    }

    private List<@Nullable Object> tuple(@Nullable Object element, int fields) {
        List<@Nullable Object> tuple = new ArrayList<>();
        if (type instanceof SqlType.ArrayType array && array.element() instanceof SqlType.RowType) {
            for (int i = 0; i < fields; i++) {
                tuple.add(element == null ? null : ((List<?>) element).get(i));
            }
        } else {
            tuple.add(element);
        }
        return tuple;
    }
}
