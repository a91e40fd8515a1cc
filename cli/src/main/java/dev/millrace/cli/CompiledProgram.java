package dev.millrace.cli;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.plan.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A program from a file, and its plan. */
record CompiledProgram(Path file, String text, Plan plan) {

    /** Compiles the program in a file. Warnings and mistakes are printed; empty if there is no plan. */
    static Optional<CompiledProgram> read(Path file, PrintWriter errors) {
        Optional<CompiledProgram> compiled = text(file, errors).flatMap(text -> compile(file, text, errors));
        errors.flush();
        return compiled;
    }

    private static Optional<String> text(Path file, PrintWriter errors) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            errors.println("There is no file " + file);
        } catch (IOException e) {
            errors.println("Cannot read " + file + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<CompiledProgram> compile(Path file, String text, PrintWriter errors) {
        Compilation compilation = new SqlCompiler().compile(text);
        for (Diagnostic diagnostic : compilation.diagnostics()) {
            errors.print(DiagnosticText.of(diagnostic, file.toString(), text));
        }
        return Optional.ofNullable(compilation.plan()).map(plan -> new CompiledProgram(file, text, plan));
    }

    /** The text of a diagnostic about this program. */
    String describe(Diagnostic diagnostic) {
        return DiagnosticText.of(diagnostic, file.toString(), text);
    }
}
