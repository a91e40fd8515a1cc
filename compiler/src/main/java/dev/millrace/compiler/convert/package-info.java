/**
 * Checked syntax tree to relational algebra, and relational algebra to plan.
 *
 * <p>Start at {@link dev.millrace.compiler.convert.QueryConverter}. This package must not decide what is fast; that is {@code optimize}.
 */
@NullMarked
package dev.millrace.compiler.convert;

import org.jspecify.annotations.NullMarked;
