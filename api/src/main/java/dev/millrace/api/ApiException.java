package dev.millrace.api;

import java.util.Map;
import java.util.TreeMap;

/** A request that cannot be fulfilled. Its message is for people; code and details are for programs. */
public final class ApiException extends RuntimeException {
    private final ErrorCode code;
    private final transient Map<String, Object> details;

    public ApiException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /** The values of {@code details} are what JSON can hold: strings, numbers, lists. */
    public ApiException(ErrorCode code, String message, Map<String, Object> details) {
        super(message);
        this.code = code;
        this.details = new TreeMap<>(details);
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }

    /** The error envelope. */
    public Json envelope() {
        return Json.error(code.wire(), message(), details);
    }

    private String message() {
        return String.valueOf(getMessage());
    }
}
