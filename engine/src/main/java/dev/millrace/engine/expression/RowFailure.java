package dev.millrace.engine.expression;

import dev.millrace.functions.EvaluationException;
import dev.millrace.plan.Position;

/** The failure of an expression in one row of a batch: an overflow, a division by zero, a bad cast. */
public final class RowFailure extends RuntimeException {
    private final int row;
    private final Position position;
    private final EvaluationException failure;

    RowFailure(int row, Position position, EvaluationException failure) {
        super(failure.getMessage(), failure);
        this.row = row;
        this.position = position;
        this.failure = failure;
    }

    /** The number of a row that fails; the least one of the failing call, though another call may fail in an earlier row. */
    public int row() {
        return row;
    }

    /** Where in the program the failing call or cast stands. */
    public Position position() {
        return position;
    }

    /** What went wrong. */
    public EvaluationException failure() {
        return failure;
    }
}
