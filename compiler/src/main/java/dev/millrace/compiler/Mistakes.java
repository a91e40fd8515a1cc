package dev.millrace.compiler;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.diagnostic.MistakeException;
import dev.millrace.compiler.validate.SqlCatalog;
import dev.millrace.compiler.validate.Suggestions;
import dev.millrace.compiler.validate.UnsupportedFeatureException;
import dev.millrace.plan.Position;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.jspecify.annotations.Nullable;

/** What went wrong in a statement, as a diagnostic. */
final class Mistakes {
    static final String INVALID = "InvalidStatement";
    static final String UNSUPPORTED = "Unsupported";
    static final String INTERNAL = "InternalError";

    private Mistakes() {}

    static Diagnostic of(Throwable problem, Position statement, SqlCatalog catalog) {
        return switch (problem) {
            case MistakeException e -> e.diagnostic();
            case UnsupportedFeatureException e ->
                Diagnostic.error(UNSUPPORTED, known(e.position(), statement), text(e));
            case CalciteContextException e ->
                Diagnostic.error(INVALID, known(position(e), statement), message(e.getCause(), e, catalog));
            case CalciteException e -> Diagnostic.error(INVALID, statement, message(e, e, catalog));
            case StackOverflowError e ->
                Diagnostic.error(UNSUPPORTED, statement, "a statement nested this deeply is not supported yet");
            default -> internal(problem, statement, catalog);
        };
    }

    private static Diagnostic internal(Throwable problem, Position statement, SqlCatalog catalog) {
        Throwable cause = problem.getCause();
        if (cause != null
                && cause != problem
                && (problem instanceof RuntimeException || problem instanceof AssertionError)) {
            if (cause instanceof CalciteContextException
                    || cause instanceof UnsupportedFeatureException
                    || cause instanceof MistakeException) {
                return of(cause, statement, catalog);
            }
        }
        return isSubQueryInPredicate(text(problem))
                ? Diagnostic.error(
                        UNSUPPORTED,
                        statement,
                        "a subquery beside a set operation over the same table is not supported yet; give it a view of its own")
                : Diagnostic.error(INTERNAL, statement, text(problem));
    }

    /** Calcite compares the predicates of a set operation's branches and stumbles over subqueries in them. */
    private static boolean isSubQueryInPredicate(String message) {
        return message.contains("cannot translate expression") || message.contains("RexSubQuery cannot be cast");
    }

    private static String text(Throwable problem) {
        String message = problem.getMessage();
        return message == null ? problem.getClass().getSimpleName() : message;
    }

    private static Position known(@Nullable Position position, Position otherwise) {
        return position == null || position.equals(Position.NONE) ? otherwise : position;
    }

    private static Position position(CalciteContextException e) {
        return e.getPosLine() == 0 ? Position.NONE : new Position(e.getPosLine(), e.getPosColumn());
    }

    private static String message(@Nullable Throwable cause, Throwable outer, SqlCatalog catalog) {
        return Suggestions.complete(text(cause == null ? outer : cause), catalog);
    }
}
