package dev.millrace.cli.remote;

import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** The status of a program: its name, or an object of its name and what went wrong. */
final class Statuses {
    private Statuses() {}

    static String program(JsonNode status) {
        return status.isString()
                ? status.asString()
                : status.propertyNames().stream().findFirst().orElse("");
    }

    static boolean compiled(JsonNode status) {
        return status.isObject() || status.asString("").equals("Success");
    }

    /** What went wrong, a line each: file, place, message. Empty if nothing did. */
    static String mistakes(JsonNode status, String file) {
        StringJoiner lines = new StringJoiner("\n");
        for (JsonNode message : status.path("SqlError")) {
            boolean camel = message.has("startLineNumber");
            int line = message.path(camel ? "startLineNumber" : "start_line_number")
                    .asInt();
            int column = message.path(camel ? "startColumn" : "start_column").asInt();
            String place = line > 0 ? ":" + line + ":" + column : "";
            String severity = message.path("warning").asBoolean() ? "warning" : "error";
            lines.add(file + place + ": " + severity + ": "
                    + message.path("message").asString());
        }
        if (status.has("SystemError")) {
            lines.add(file + ": " + status.path("SystemError").asString());
        }
        return lines.toString();
    }
}
