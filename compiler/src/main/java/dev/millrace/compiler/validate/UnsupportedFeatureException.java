package dev.millrace.compiler.validate;

import dev.millrace.plan.Position;
import org.jspecify.annotations.Nullable;

/** Ends the compilation of a statement that is correct but not supported; becomes a diagnostic. */
public final class UnsupportedFeatureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Position position;

    /** {@code feature} is what the author wrote, in words; {@code position} is {@code null} if unknown. */
    public UnsupportedFeatureException(String feature, @Nullable Position position) {
        super(feature + " is not supported yet");
        this.position = position;
    }

    /** Where it was written. */
    public @Nullable Position position() {
        return position;
    }
}
