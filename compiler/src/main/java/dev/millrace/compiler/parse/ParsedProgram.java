package dev.millrace.compiler.parse;

import dev.millrace.compiler.diagnostic.Diagnostic;
import java.util.List;

/** The statements of a program that could be parsed, and a diagnostic for each that could not, both in its order. */
public record ParsedProgram(List<ParsedStatement> statements, List<Diagnostic> diagnostics) {
    public ParsedProgram {
        statements = List.copyOf(statements);
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
