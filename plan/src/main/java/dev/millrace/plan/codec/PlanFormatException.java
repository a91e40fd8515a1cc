package dev.millrace.plan.codec;

import org.jspecify.annotations.Nullable;

/** A text is not a plan, or one of a version that this program does not know. */
public final class PlanFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PlanFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
