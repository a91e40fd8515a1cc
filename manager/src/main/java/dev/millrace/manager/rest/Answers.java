package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes answers, and reads what guards versions. */
final class Answers {
    private static final String JSON = "application/json";

    private Answers() {}

    static void json(Context answer, int status, Object content) {
        text(answer, status, Json.of(content).text());
    }

    static void text(Context answer, int status, String json) {
        answer.status(status)
                .contentType(JSON)
                .header("Cache-Control", "no-cache")
                .result(json);
    }

    static void error(Context answer, ApiException error) {
        text(answer, error.code().status(), error.envelope().text());
    }

    /** The version of what is in the answer, for {@code If-Match} of a later request. */
    static void version(Context answer, long version) {
        answer.header("ETag", "\"" + version + "\"");
    }

    /** Refuses a change by somebody who has not seen the newest version: {@code guard} in the body, {@code If-Match} in the head. */
    static void guard(Context request, @Nullable Long guard, long version, ErrorCode outdated) {
        String tag = request.header("If-Match");
        boolean stale = guard != null && guard != version;
        boolean differs = tag != null && !tag.equals("*") && !tag.equals("\"" + version + "\"");
        if (stale || differs) {
            throw new ApiException(
                    outdated,
                    "Version " + (stale ? String.valueOf(guard) : tag) + " is not the newest one, which is " + version,
                    Map.of("latest_version", version));
        }
    }

    static boolean flag(Context request, String name, boolean otherwise) {
        String value = request.queryParam(name);
        return switch (value) {
            case null -> otherwise;
            case "true" -> true;
            case "false" -> false;
            default -> throw Body.invalid("parameter '" + name + "' is true or false");
        };
    }

    /** A document put into an object; null if there is none. */
    static void put(ObjectNode object, String name, @Nullable Json document) {
        if (document == null) {
            object.putNull(name);
        } else {
            object.set(name, document.tree());
        }
    }
}
