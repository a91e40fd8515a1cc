/**
 * Plan to running circuit on one machine.
 *
 * <p>Start at {@code circuit}, which assembles and steps; {@code operator} holds one file per operator, {@code state} what
 * they remember, {@code batch} what flows, and {@code algebra} the maths underneath.
 *
 * <p>This room must not know SQL, the compiler, or any connector.
 */
@NullMarked
package dev.millrace.engine;

import org.jspecify.annotations.NullMarked;
