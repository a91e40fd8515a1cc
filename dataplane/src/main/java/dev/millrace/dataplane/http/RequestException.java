package dev.millrace.dataplane.http;

import dev.millrace.api.Json;
import java.util.Map;
import java.util.TreeMap;

/** A request that is not fulfilled. The message is for people, problem and details are for programs. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final transient Map<String, Object> details;

    /** Without details. */
    public RequestException(Problem problem, String message) {
        this(problem, message, Map.of());
    }

    /** The values of {@code details} are what JSON can hold. */
    public RequestException(Problem problem, String message, Map<String, Object> details) {
        super(message);
        this.problem = problem;
        this.details = new TreeMap<>(details);
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }

    /** The error envelope, as every answer with an error has it. */
    public Json envelope() {
        return Json.error(problem.code(), String.valueOf(getMessage()), details);
    }
}
