package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import java.util.List;

/**
 * Evaluates one expression over all rows of a batch.
 *
 * <p>Not thread-safe, because a compiled expression keeps scratch memory between batches: compile one per shard.
 */
public interface ColumnExpression {
    /**
     * The values, one per row of the batch and in its order. The column may share arrays with the batch and with results of
     * earlier calls; none of them may be written to.
     *
     * @throws RowFailure if the expression fails in a row
     */
    Column evaluate(Batch batch);

    /** An evaluator of an expression whose {@link Expression.Input}s are columns of the batch. */
    static ColumnExpression compile(Expression expression) {
        ExpressionCompiler compiler = new ExpressionCompiler();
        FusedColumns columns = new FusedColumns(List.of(compiler.compile(expression)), compiler.sharedCount());
        return batch -> columns.evaluate(batch).getFirst();
    }
}
