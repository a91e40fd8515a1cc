package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.StateParts;
import java.util.List;

/**
 * A node of the circuit at work on one shard.
 *
 * <p>In each step {@link #step} is called once, with the delta of each input, and then {@link #finish} once: to keep what the step
 * did or to take it back. The batches of the answer, and the state they refer to, are valid until {@code finish} of the same step.
 * {@code step} may throw {@link OperatorFailure} or {@link dev.millrace.engine.expression.RowFailure}; then {@code finish(false)}
 * follows. One thread at a time.
 */
public interface StepOperator {
    /** The change of the result, given the change of each input. */
    Delta step(List<Delta> inputs);

    /** Ends the step, keeping what it did if {@code commit}, else as if it had not been. */
    default void finish(boolean commit) {}

    /**
     * Names every structure whose contents outlive a step, so that checkpoints can hold it, always under the same names. What is
     * empty between steps is not named, nor what can be computed from what is.
     */
    default void keep(StateParts parts) {
        parts.refuse(getClass().getSimpleName() + " cannot be part of a checkpoint");
    }

    /** Gives up state below the limits of the {@link NodeContext}, which have risen, now or little by little. Between steps. */
    default void expire() {}

    /** The bytes of state. */
    default long stateBytes() {
        return 0;
    }

    /** The rows or groups of state. */
    default long stateRows() {
        return 0;
    }
}
