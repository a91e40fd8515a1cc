/**
 * Plans for human eyes: as indented text and as a graph.
 *
 * <p>Start at {@link dev.millrace.plan.explain.PlanText} and {@link dev.millrace.plan.explain.PlanGraph}. The same plan gives the
 * same text always. Nothing reads these texts back; for that there is the codec.
 */
@NullMarked
package dev.millrace.plan.explain;

import org.jspecify.annotations.NullMarked;
