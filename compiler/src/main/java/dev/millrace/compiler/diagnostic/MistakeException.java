package dev.millrace.compiler.diagnostic;

import dev.millrace.plan.Position;

/** Ends the compilation of a statement with one diagnostic. It never leaves the compiler. */
public final class MistakeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Diagnostic diagnostic;

    /** {@code diagnostic} is what is wrong. */
    public MistakeException(Diagnostic diagnostic) {
        super(diagnostic.message(), null, false, false);
        this.diagnostic = diagnostic;
    }

    /** A mistake at a place of the program. */
    public MistakeException(String code, Position position, String message) {
        this(Diagnostic.error(code, position, message));
    }

    /** What is wrong. */
    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
