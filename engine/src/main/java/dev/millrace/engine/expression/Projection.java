package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import java.util.List;

/**
 * Evaluates several expressions over the same rows, equal parts of them only once. Not thread-safe: compile one per shard.
 */
public final class Projection {
    private final FusedColumns columns;

    private Projection(FusedColumns columns) {
        this.columns = columns;
    }

    /** An evaluator of expressions whose {@link Expression.Input}s are columns of the batch. */
    public static Projection compile(List<? extends Expression> expressions) {
        ExpressionCompiler compiler = new ExpressionCompiler();
        List<Node> nodes = compiler.compile(expressions);
        return new Projection(new FusedColumns(nodes, compiler.sharedCount()));
    }

    /**
     * One column per expression, in their order; for the sharing of arrays see {@link ColumnExpression#evaluate}.
     *
     * @throws RowFailure if an expression fails in a row
     */
    public List<Column> evaluate(Batch batch) {
        return columns.evaluate(batch);
    }

    /** As {@link #evaluate(Batch)}, of the rows {@code rows[0..count)} only, in this order. */
    public List<Column> evaluate(Batch batch, int[] rows, int count) {
        return columns.evaluate(batch, rows, count);
    }

    /** The generated code as text, as far as there is any by now. */
    public String code() {
        return columns.text();
    }
}
