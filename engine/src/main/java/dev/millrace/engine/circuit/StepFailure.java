package dev.millrace.engine.circuit;

import dev.millrace.plan.Position;

/**
 * A step that could not be computed; it has had no effect.
 *
 * <p>The message is complete for people: what failed, in which view, where in the program, at which row.
 */
public final class StepFailure extends RuntimeException {
    private final String code;
    private final Position position;

    /** The failure of a step in the view (or table) {@code relation}. */
    public StepFailure(String code, String relation, Position position, String message, String row, Throwable cause) {
        super(describe(relation, position, message, row), cause);
        this.code = code;
        this.position = position;
    }

    private static String describe(String relation, Position position, String message, String row) {
        StringBuilder text = new StringBuilder(message);
        if (!relation.isEmpty()) {
            text.append("; in view ").append(relation);
        }
        if (!position.equals(Position.NONE)) {
            text.append(", line ").append(position.line()).append(" column ").append(position.column());
        }
        if (!row.isEmpty()) {
            text.append(", row ").append(row);
        }
        return text.toString();
    }

    /** What kind of failure: {@code Overflow}, {@code DivisionByZero}, {@code BadCast}, … or {@code InternalError}. */
    public String code() {
        return code;
    }

    /** Where in the program, or {@link Position#NONE}. */
    public Position position() {
        return position;
    }
}
