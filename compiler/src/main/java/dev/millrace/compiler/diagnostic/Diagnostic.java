package dev.millrace.compiler.diagnostic;

import dev.millrace.plan.Position;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a program, or looks wrong.
 *
 * @param code names the family of the mistake, for programs: {@code SyntaxError}
 * @param position where it is, or null if it has no place in the text
 * @param message what it is, for people: a sentence without a full stop
 */
public record Diagnostic(
        Severity severity, String code, @Nullable Position position, String message) {
    /** The code of everything the parser complains about. */
    public static final String SYNTAX_ERROR = "SyntaxError";

    public static Diagnostic error(String code, @Nullable Position position, String message) {
        return new Diagnostic(Severity.ERROR, code, position, message);
    }

    public static Diagnostic warning(String code, @Nullable Position position, String message) {
        return new Diagnostic(Severity.WARNING, code, position, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        String place = position == null ? "" : position + ": ";
        return place + severity.name().toLowerCase(Locale.ROOT) + ": " + message;
    }
}
