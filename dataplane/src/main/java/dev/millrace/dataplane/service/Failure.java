package dev.millrace.dataplane.service;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.plan.Position;
import dev.millrace.runtime.PipelineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why a pipeline failed.
 *
 * @param code for programs
 * @param message for people
 * @param details what JSON can hold
 */
public record Failure(String code, String message, Map<String, Object> details) {
    /** The pipeline cannot be put together or started. */
    static final String NOT_STARTED = "PipelineStartFailed";

    /** The program has mistakes. */
    static final String NOT_COMPILED = "ProgramFailedToCompile";

    /** It ran, and something in it failed. */
    static final String PANIC = "RuntimeError.WorkerPanic";

    static Failure of(String code, PipelineException failure) {
        List<Map<String, Object>> problems = new ArrayList<>();
        for (PipelineException.Problem problem : failure.problems()) {
            problems.add(describe(problem.position(), problem.message()));
        }
        return new Failure(code, String.valueOf(failure.getMessage()), Map.of("problems", problems));
    }

    static Failure of(List<Diagnostic> mistakes) {
        String message = mistakes.stream().map(Diagnostic::toString).collect(Collectors.joining("\n"));
        return new Failure(NOT_COMPILED, message, Map.of());
    }

    static Failure of(String code, Throwable failure) {
        return new Failure(code, String.valueOf(failure), Map.of());
    }

    private static Map<String, Object> describe(Position position, String message) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("message", message);
        if (position.line() > 0) {
            description.put("line", position.line());
            description.put("column", position.column());
        }
        return description;
    }
}
