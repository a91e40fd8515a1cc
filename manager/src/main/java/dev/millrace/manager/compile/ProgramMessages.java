package dev.millrace.manager.compile;

import dev.millrace.api.Json;
import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.plan.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Diagnostics as the API shows them: an object with {@code sql_compilation}, {@code rust_compilation} and {@code system_error}. */
final class ProgramMessages {
    private ProgramMessages() {}

    /** Null if there are none. */
    static @Nullable Json of(List<Diagnostic> diagnostics, String code) {
        if (diagnostics.isEmpty()) {
            return null;
        }
        List<String> lines = code.lines().toList();
        ObjectNode error = empty();
        ObjectNode sql = error.putObject("sql_compilation");
        sql.put("exit_code", diagnostics.stream().anyMatch(Diagnostic::isError) ? 1 : 0);
        ArrayNode messages = sql.putArray("messages");
        diagnostics.forEach(diagnostic -> write(diagnostic, lines, messages.addObject()));
        return Json.of(error);
    }

    static Json systemError(String message) {
        ObjectNode error = empty();
        error.put("system_error", message);
        return Json.of(error);
    }

    private static ObjectNode empty() {
        ObjectNode error = Json.object();
        error.putNull("sql_compilation");
        error.putNull("rust_compilation");
        error.putNull("system_error");
        return error;
    }

    private static void write(Diagnostic diagnostic, List<String> lines, ObjectNode message) {
        Position position = diagnostic.position() == null ? Position.NONE : diagnostic.position();
        message.put("start_line_number", position.line());
        message.put("start_column", position.column());
        message.put("end_line_number", position.line());
        message.put("end_column", position.column());
        message.put("warning", !diagnostic.isError());
        message.put("error_type", diagnostic.code());
        message.put("message", diagnostic.message());
        message.put("snippet", snippet(position, lines));
    }

    /** The line and a caret below the place; null if it has none. */
    private static @Nullable String snippet(Position position, List<String> lines) {
        if (position.line() < 1 || position.line() > lines.size()) {
            return null;
        }
        String number = "%5d|".formatted(position.line());
        return number + lines.get(position.line() - 1) + "\n"
                + " ".repeat(number.length() + Math.max(0, position.column() - 1)) + "^\n";
    }
}
