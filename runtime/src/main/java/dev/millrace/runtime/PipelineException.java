package dev.millrace.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pipeline that cannot be started or go on. The message, and each of the problems, is a sentence for people. */
public final class PipelineException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /** One problem. */
    public PipelineException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problems = List.of(message);
    }

    /** Several problems at once, at least one. */
    public PipelineException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, all of it. */
    public List<String> problems() {
        return problems;
    }
}
