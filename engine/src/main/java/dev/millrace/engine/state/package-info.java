/**
 * Where operators keep rows between steps: paged row stores and hash indexes of row ids.
 *
 * <p>Start at {@link dev.millrace.engine.state.RowStore} (rows by id), then {@link dev.millrace.engine.state.RowTable} (rows with weights,
 * found by value or by key, undone when a step fails). One shard owns each structure; none is thread-safe.
 *
 * <p>What is here can be part of a checkpoint: see {@link dev.millrace.engine.state.Durable}. A new structure is built on {@code RowStore},
 * whose rows do not change but through {@code setWord}, or implements it itself; indexes are made anew on restore. The operator that has
 * it names it in {@code StepOperator.keep}.
 *
 * <p>This room knows types, not plans: it must not see operators, steps or threads.
 */
@NullMarked
package dev.millrace.engine.state;

import org.jspecify.annotations.NullMarked;
