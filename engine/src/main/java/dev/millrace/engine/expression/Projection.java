package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates several expressions over the same rows, equal parts of them only once. Not thread-safe: compile one per shard.
 */
public final class Projection {
    private final List<Node> nodes;
    private final int sharedCount;

    private Projection(List<Node> nodes, int sharedCount) {
        this.nodes = nodes;
        this.sharedCount = sharedCount;
    }

    /** An evaluator of expressions whose {@link Expression.Input}s are columns of the batch. */
    public static Projection compile(List<? extends Expression> expressions) {
        ExpressionCompiler compiler = new ExpressionCompiler();
        List<Node> nodes = compiler.compile(expressions);
        return new Projection(nodes, compiler.sharedCount());
    }

    /**
     * One column per expression, in their order; for the sharing of arrays see {@link ColumnExpression#evaluate}.
     *
     * @throws RowFailure if an expression fails in a row
     */
    public List<Column> evaluate(Batch batch) {
        Frame frame = Frame.of(batch, sharedCount);
        List<Column> columns = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            columns.add(node.evaluate(frame));
        }
        return columns;
    }
}
