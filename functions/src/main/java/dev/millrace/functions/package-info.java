/**
 * SQL scalar and aggregate functions: for each its signature, its implementation and its documentation.
 *
 * <p>Start at the catalogue, which lists every function by name; a function is one small file.
 *
 * <p>This room must not know how SQL is parsed, what a plan is, or how a circuit runs.
 */
@NullMarked
package dev.millrace.functions;

import org.jspecify.annotations.NullMarked;
