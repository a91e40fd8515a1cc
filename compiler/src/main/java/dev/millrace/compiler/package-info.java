/**
 * SQL to plan: takes the text of a program and answers a plan, or every mistake in it.
 *
 * <p>Start at the compiler itself, then read the stages in order: {@code parse}, {@code validate}, {@code convert},
 * {@code optimize}; {@code diagnostic} is what they complain with.
 *
 * <p>This is the only room that sees Calcite, and none of Calcite's types leave it. It must not know how a plan is run.
 */
@NullMarked
package dev.millrace.compiler;

import org.jspecify.annotations.NullMarked;
