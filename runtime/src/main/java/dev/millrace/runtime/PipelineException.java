package dev.millrace.runtime;

import dev.millrace.plan.Position;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A pipeline that cannot be started or go on. */
public final class PipelineException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /**
     * What is wrong.
     *
     * @param position where in the program, or {@link Position#NONE}
     * @param message a sentence for people, without a full stop
     */
    public record Problem(Position position, String message) {}

    /** One problem. */
    public PipelineException(Position position, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problems = List.of(new Problem(position, message));
    }

    /** Several problems at once, at least one. */
    public PipelineException(List<Problem> problems) {
        super(problems.stream().map(Problem::message).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, all of it. */
    public List<Problem> problems() {
        return problems;
    }
}
