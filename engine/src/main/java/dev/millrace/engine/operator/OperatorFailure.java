package dev.millrace.engine.operator;

import dev.millrace.plan.Position;

/** A failure at run time that belongs to a row or group of an operator's input, which {@link #row} shows. */
public final class OperatorFailure extends RuntimeException {
    private final String code;
    private final Position position;
    private final String row;

    /** A failure of this kind (as in {@link dev.millrace.functions.EvaluationException#code}). */
    public OperatorFailure(String code, String message, Position position, String row) {
        super(message, null, false, false);
        this.code = code;
        this.position = position;
        this.row = row;
    }

    /** What kind of failure. */
    public String code() {
        return code;
    }

    /** Where in the program. */
    public Position position() {
        return position;
    }

    /** The values of the row or group, for people. */
    public String row() {
        return row;
    }
}
