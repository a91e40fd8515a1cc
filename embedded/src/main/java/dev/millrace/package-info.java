/**
 * Millrace inside a Java program: compile a program, start it, change its tables, see what that changes in its views.
 *
 * <p>Start at {@link dev.millrace.Millrace}. What is behind the door is in {@code dev.millrace.embedded}.
 */
@NullMarked
package dev.millrace;

import org.jspecify.annotations.NullMarked;
