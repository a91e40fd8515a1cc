/**
 * A compiled program as immutable, serialisable data: tables, views and the circuit that computes the views.
 *
 * <p>Start at {@link dev.millrace.plan.Plan}; then {@link dev.millrace.plan.Circuit}, {@link dev.millrace.plan.Operator} and
 * {@link dev.millrace.plan.Expression}. Meaning is that of DBSP: each edge carries a Z-set, and an operator is a function from
 * Z-sets to Z-sets, written down here as if it ran over whole relations. Making it incremental is the executor's business.
 *
 * <p>The plan knows neither where it came from (no Calcite) nor how it is run (no state, no threads).
 */
@NullMarked
package dev.millrace.plan;

import org.jspecify.annotations.NullMarked;
