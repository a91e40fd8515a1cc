package dev.millrace.embedded;

import dev.millrace.compiler.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a statement. Positions count from the statement's own first character. */
public sealed interface Outcome {
    /** It had no effect, because of these errors; at least one. */
    record Failed(List<Diagnostic> errors) implements Outcome {
        public Failed {
            errors = List.copyOf(errors);
        }

        /** A failure of the software: {@code what} failed because of {@code problem}. */
        public static Failed internal(String what, Throwable problem) {
            String message = switch (problem) {
                case StackOverflowError e -> what + ": it is nested too deeply";
                case OutOfMemoryError e -> what + ": there is not enough memory";
                default -> what + ": internal error: " + problem + place(problem);
            };
            return because("InternalError", message);
        }

        /** Where it happened, for whoever has to repair it. */
        private static String place(Throwable problem) {
            StackTraceElement[] frames = problem.getStackTrace();
            return frames.length == 0 ? "" : " at " + frames[0];
        }

        static Failed because(String code, String message) {
            return new Failed(List.of(Diagnostic.error(code, null, message)));
        }
    }

    /**
     * It was executed.
     *
     * @param kind what it was: {@code create view}
     * @param step the number of the step that it made, or 0 if it made none; creating a view is a step
     * @param changes of the views that the step changed, in the order of their creation, LOCAL views left out
     * @param result of a query, else null
     */
    record Done(
            String kind,
            long step,
            List<RelationChange> changes,
            @Nullable QueryResult result,
            List<Diagnostic> warnings)
            implements Outcome {
        public Done {
            changes = List.copyOf(changes);
            warnings = List.copyOf(warnings);
        }
    }
}
