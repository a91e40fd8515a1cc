/**
 * Evaluates the expressions of a plan over whole batches: per node and batch, not per row.
 *
 * <p>Start at {@link dev.millrace.engine.expression.ColumnExpression}, {@link dev.millrace.engine.expression.RowPredicate} and
 * {@link dev.millrace.engine.expression.Projection}, which operators use. Behind them {@code ExpressionCompiler} turns an
 * expression into a tree of {@code Node}s: tight loops over arrays for what is common, and for the rest {@code BoxedNode}, which
 * applies the scalar functions of the functions room row by row. Those define what every kernel must compute, bit for bit.
 *
 * <p>Once enough rows came, {@code FusedColumns} and {@code FusedPredicate} let a generated loop do the same: each node says by
 * {@code Node.emit} what it computes for one row, {@code Emitter} collects it, {@code Fusion} runs it. What the loop cannot compute goes
 * back to the nodes.
 *
 * <p>This room must not know operators, state or weights.
 */
@NullMarked
package dev.millrace.engine.expression;

import org.jspecify.annotations.NullMarked;
