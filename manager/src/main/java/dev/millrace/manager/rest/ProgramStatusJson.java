package dev.millrace.manager.rest;

import dev.millrace.api.Json;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ProgramStatus;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The status of a program on {@code /v0}: its name, or an object of its name and what went wrong. */
final class ProgramStatusJson {
    private static final Map<String, String> CAMEL = Map.of(
            "start_line_number", "startLineNumber",
            "start_column", "startColumn",
            "end_line_number", "endLineNumber",
            "end_column", "endColumn",
            "warning", "warning",
            "error_type", "errorType",
            "message", "message",
            "snippet", "snippet");

    private ProgramStatusJson() {}

    /** As pipelines show it. */
    static JsonNode of(ProgramState program) {
        return of(program, false);
    }

    /** As stored programs show it, whose messages have members in camel case. */
    static JsonNode camelCase(ProgramState program) {
        return of(program, true);
    }

    private static JsonNode of(ProgramState program, boolean camelCase) {
        ProgramStatus status = program.status();
        if (!status.failed()) {
            return StringNode.valueOf(status.wire());
        }
        JsonNode error =
                program.error() == null ? Json.object() : program.error().tree();
        ObjectNode node = Json.object();
        if (status == ProgramStatus.SQL_ERROR) {
            ArrayNode messages = node.putArray(status.wire());
            error.path("sql_compilation").path("messages").forEach(m -> messages.add(camelCase ? camel(m) : m));
        } else {
            node.put(status.wire(), error.path("system_error").asString("unknown"));
        }
        return node;
    }

    private static JsonNode camel(JsonNode message) {
        ObjectNode renamed = Json.object();
        message.properties().forEach(m -> renamed.set(CAMEL.getOrDefault(m.getKey(), m.getKey()), m.getValue()));
        return renamed;
    }
}
