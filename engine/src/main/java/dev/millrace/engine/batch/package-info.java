/**
 * A circuit evaluated over whole relations, one boxed row at a time: slow and obviously right.
 *
 * <p>Start at {@link dev.millrace.engine.batch.BatchEvaluator}. It answers ad-hoc queries, computes what is not incremental, and is
 * what the incremental operators are tested against, so it must not use any of their code: no state, no deltas, no columns.
 */
@NullMarked
package dev.millrace.engine.batch;

import org.jspecify.annotations.NullMarked;
