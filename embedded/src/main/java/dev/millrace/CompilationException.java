package dev.millrace;

import dev.millrace.compiler.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** A program cannot be compiled. The message has a line for each mistake and each warning. */
public final class CompilationException extends RuntimeException {
    private final transient List<Diagnostic> diagnostics;

    CompilationException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** All mistakes, and warnings, in the order of the text; positions count from the start of the program. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
