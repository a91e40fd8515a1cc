/**
 * Whole pipelines, simulated: their threads take turns, time is virtual, and disk, sources and destinations crash, tear, fail and
 * repeat, all as one seed has it.
 *
 * <p>Start at {@link dev.millrace.testing.simulation.SimulatedRun}. What runs is the real pipeline; only what is around it is not. It
 * must not know how the pipeline does what it does, only what it promised.
 */
@NullMarked
package dev.millrace.testing.simulation;

import org.jspecify.annotations.NullMarked;
