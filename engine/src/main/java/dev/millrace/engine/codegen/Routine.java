package dev.millrace.engine.codegen;

import dev.millrace.engine.codegen.Code.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method as data. Equal routines are the same code.
 *
 * @param parameters in the order of the method that it implements
 * @param body what it does
 * @param result what it returns at the end, or {@code null} for nothing
 */
public record Routine(
        List<Variable> parameters,
        List<Statement> body,
        @Nullable Code result) {
    public Routine {
        parameters = List.copyOf(parameters);
        body = List.copyOf(body);
    }

    /** The type of what it returns. */
    Type resultType() {
        return result == null ? Type.VOID : result.type();
    }
}
