/**
 * Weights, Z-sets and consolidation: the mathematics of changes.
 *
 * <p>Everything here is a pure function of its arguments. This package must not know threads, clocks, files or network.
 */
@NullMarked
package dev.millrace.engine.algebra;

import org.jspecify.annotations.NullMarked;
