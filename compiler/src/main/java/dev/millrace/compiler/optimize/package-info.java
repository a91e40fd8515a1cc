/**
 * Rules that make a plan smaller or cheaper without changing what it means; one file per rule.
 *
 * <p>Start at {@link dev.millrace.compiler.optimize.Optimizer}, the list of rules, whose order matters. This package must not know SQL text.
 */
@NullMarked
package dev.millrace.compiler.optimize;

import org.jspecify.annotations.NullMarked;
