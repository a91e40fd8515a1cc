/**
 * SQL scalar and aggregate functions: for each its signature, its implementation and its documentation.
 *
 * <p>Start at {@link dev.millrace.functions.ScalarFunctions} and {@link dev.millrace.functions.AggregateFunctions}, which list every
 * function by name; each group of functions is one file, whose {@code define} is its table of contents. Casts are in {@code Casts},
 * the text of values in {@link dev.millrace.functions.ValueText} and {@link dev.millrace.functions.JsonText}. All work on boxed
 * values and say what is right; executors may do the same faster.
 *
 * <p>This room must not know how SQL is parsed, what a plan is, or how a circuit runs.
 */
@NullMarked
package dev.millrace.functions;

import org.jspecify.annotations.NullMarked;
