/**
 * The operators of a plan, brought to life: one file each.
 *
 * <p>Each takes the deltas of one step and answers the delta of its result. This package must not know which operators
 * stand before or behind it, nor how many threads run the circuit.
 */
@NullMarked
package dev.millrace.engine.operator;

import org.jspecify.annotations.NullMarked;
