package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.Batch;

/** Selects the rows for which a BOOLEAN expression is true, neither false nor NULL. Not thread-safe: compile one per shard. */
public interface RowPredicate {
    /**
     * Writes the numbers of the selected rows, ascending, to the start of {@code rows} and returns how many they are. What
     * follows them in {@code rows} is unspecified.
     *
     * @param rows at least as long as the batch has rows
     * @throws RowFailure if the expression fails in a row
     */
    int select(Batch batch, int[] rows);

    /** A selection by a BOOLEAN expression whose {@link Expression.Input}s are columns of the batch. */
    static RowPredicate compile(Expression expression) {
        ExpressionCompiler compiler = new ExpressionCompiler();
        Node node = compiler.compile(expression);
        return new FusedPredicate(node, compiler.sharedCount());
    }
}
