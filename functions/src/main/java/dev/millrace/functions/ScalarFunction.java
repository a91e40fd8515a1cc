package dev.millrace.functions;

import org.jspecify.annotations.Nullable;

/**
 * A function of boxed values (see {@link dev.millrace.types.SqlType}), bound to the types of its operands and result.
 *
 * <p>Without state, so usable by any thread. The operand of a higher-order function that is a lambda is passed as a {@code
 * ScalarFunction} of its parameters.
 */
@FunctionalInterface
public interface ScalarFunction {
    /** The result; {@code null} is NULL. Throws {@link EvaluationException}. The array is neither kept nor changed. */
    @Nullable
    Object apply(@Nullable Object[] arguments);
}
