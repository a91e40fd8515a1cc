package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.expression.Projection;
import dev.millrace.engine.expression.RowPredicate;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter and the projection that alone reads it, in one: rows that pass are not put together in between. */
final class FilterProjectOperator implements StatelessOperator {
    private final RowPredicate condition;
    private final Projection projection;
    private final Schema input;

    FilterProjectOperator(Operator.Filter filter, Operator.Project project, Schema input) {
        this.condition = RowPredicate.compile(filter.condition());
        this.projection = Projection.compile(project.expressions());
        this.input = input;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        return NetRows.evaluate(inputs.getFirst(), input, this::apply);
    }

    private Delta apply(Delta delta) {
        List<Batch> results = new ArrayList<>();
        for (Batch batch : delta.batches()) {
            int[] rows = new int[batch.size()];
            int count = RowFailures.explain(batch, input, () -> condition.select(batch, rows));
            if (count > 0) {
                List<Column> columns = RowFailures.explain(
                        batch,
                        input,
                        () -> count == batch.size()
                                ? projection.evaluate(batch)
                                : projection.evaluate(batch, rows, count));
                results.add(new Batch(count, columns, weights(batch, rows, count)));
            }
        }
        return new Delta(results);
    }

    private static long @Nullable [] weights(Batch batch, int[] rows, int count) {
        return count == batch.size() ? batch.weights() : Columns.gather(batch.weights(), rows, count);
    }
}
