/**
 * Rows in and changes out: bodies of requests that become rows of tables, answers that follow a view, and tokens that say whether
 * what came in has had its effect.
 *
 * <p>Start at {@link dev.millrace.dataplane.flow.Ingress} and {@link dev.millrace.dataplane.flow.Egress}.
 */
@NullMarked
package dev.millrace.dataplane.flow;

import org.jspecify.annotations.NullMarked;
