package dev.millrace.functions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate function of boxed values over a whole group, bound to its types. Without state, so usable by any thread.
 *
 * <p>The result does not depend on the order of the rows, except for ARRAY_AGG, which keeps it, and ANY_VALUE.
 */
@FunctionalInterface
public interface AggregateFunction {
    /** The result for these rows, of which several may be equal; {@code null} is NULL. Throws {@link EvaluationException}. */
    @Nullable
    Object evaluate(List<Weighted> rows);
}
