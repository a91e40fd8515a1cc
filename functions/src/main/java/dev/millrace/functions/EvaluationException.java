package dev.millrace.functions;

/**
 * A failure of an expression for a particular row: it ends the step that evaluated it, without effect.
 *
 * <p>Carries no stack trace: which expression and row it was is known only to the caller.
 */
public final class EvaluationException extends RuntimeException {
    private final String code;

    /** A failure of the kind {@code code}: Overflow, DivisionByZero, BadCast, InvalidArgument or TooManyRows. */
    public EvaluationException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The kind of failure. */
    public String code() {
        return code;
    }

    /** A value outside the range of its type. */
    static EvaluationException overflow(Object value, dev.millrace.types.SqlType type) {
        return new EvaluationException("Overflow", value + " does not fit " + type.sql());
    }

    /** A divisor of zero. */
    static EvaluationException divisionByZero() {
        return new EvaluationException("DivisionByZero", "division by zero");
    }

    /** A value that has no counterpart in the other type. */
    static EvaluationException badCast(Object value, dev.millrace.types.SqlType type) {
        String text = value instanceof String ? "'" + value + "'" : String.valueOf(value);
        return new EvaluationException("BadCast", text + " is not a " + type.sql());
    }

    /** An argument the function is not defined for. */
    static EvaluationException invalid(String message) {
        return new EvaluationException("InvalidArgument", message);
    }
}
