package dev.millrace.engine.batch;

import dev.millrace.functions.EvaluationException;
import dev.millrace.plan.Position;

/** An {@link EvaluationException} together with the place of the expression in the program. */
public final class RowFailure extends RuntimeException {
    private final Position position;
    private final EvaluationException failure;

    /** The failure of the expression at {@code position}. */
    public RowFailure(Position position, EvaluationException cause) {
        super(cause.getMessage(), cause, false, false);
        this.position = position;
        this.failure = cause;
    }

    /** Where the expression stands. */
    public Position position() {
        return position;
    }

    /** What went wrong. */
    public EvaluationException failure() {
        return failure;
    }
}
