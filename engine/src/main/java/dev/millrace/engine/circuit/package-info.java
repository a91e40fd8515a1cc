/**
 * The running circuit: streams, steps, regions, shards and the exchange between them.
 *
 * <p>Start at the circuit, then the step. This package must not know what any single operator computes.
 */
@NullMarked
package dev.millrace.engine.circuit;

import org.jspecify.annotations.NullMarked;
