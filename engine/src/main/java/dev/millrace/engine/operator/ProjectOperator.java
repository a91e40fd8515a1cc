package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.expression.Projection;
import dev.millrace.plan.Operator;
import dev.millrace.types.Schema;
import java.util.List;

/** Computes expressions of each row. Linear: no state. */
final class ProjectOperator implements StatelessOperator {
    private final Projection projection;
    private final Schema input;

    ProjectOperator(Operator.Project project, NodeContext context) {
        this.input = context.input(0);
        this.projection = Projection.compile(project.expressions());
    }

    @Override
    public Delta step(List<Delta> inputs) {
        return NetRows.evaluate(inputs.getFirst(), input, this::project);
    }

    private Delta project(Delta rows) {
        return new Delta(rows.batches().stream()
                .map(batch -> batch.withColumns(RowFailures.explain(batch, input, () -> projection.evaluate(batch))))
                .toList());
    }
}
