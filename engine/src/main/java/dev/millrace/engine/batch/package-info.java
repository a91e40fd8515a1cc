/**
 * How a delta lies in memory while a circuit runs: columns, builders, selections.
 *
 * <p>This package must not know operators or state.
 */
@NullMarked
package dev.millrace.engine.batch;

import org.jspecify.annotations.NullMarked;
