package dev.millrace.compiler;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of compiling a program: a plan if there was no error, and all errors and warnings in the order of the text. */
public record Compilation(@Nullable Plan plan, List<Diagnostic> diagnostics) {
    public Compilation {
        diagnostics = List.copyOf(diagnostics);
    }

    /** Whether there is no plan. */
    public boolean failed() {
        return plan == null;
    }
}
