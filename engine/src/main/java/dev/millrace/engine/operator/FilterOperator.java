package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.expression.RowPredicate;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/** Keeps the rows for which a condition is true. Linear: no state. */
final class FilterOperator implements StatelessOperator {
    private final RowPredicate condition;
    private final Columns columns;
    private final Schema input;

    FilterOperator(Operator.Filter filter, NodeContext context) {
        this.condition = RowPredicate.compile(filter.condition());
        this.columns = new Columns(context.needed());
        this.input = context.input(0);
    }

    @Override
    public Delta step(List<Delta> inputs) {
        return NetRows.evaluate(inputs.getFirst(), input, this::filter);
    }

    private Delta filter(Delta candidates) {
        List<Batch> results = new ArrayList<>();
        for (Batch batch : candidates.batches()) {
            int[] rows = new int[batch.size()];
            int count = RowFailures.explain(batch, input, () -> condition.select(batch, rows));
            if (count == batch.size()) {
                results.add(batch);
            } else if (count > 0) {
                results.add(columns.gather(batch, rows, count));
            }
        }
        return new Delta(results);
    }
}
