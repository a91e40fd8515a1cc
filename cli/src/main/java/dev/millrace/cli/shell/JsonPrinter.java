package dev.millrace.cli.shell;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.embedded.Outcome;
import dev.millrace.embedded.QueryResult;
import dev.millrace.embedded.RelationChange;
import dev.millrace.embedded.RowChange;
import dev.millrace.embedded.Session;
import dev.millrace.functions.JsonText;
import dev.millrace.plan.Position;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Answers as JSON, one object per line, for programs. Its form is a protocol that other tools rely on. */
final class JsonPrinter implements Printer {

    @Override
    public String statement(long number, String text, Outcome outcome) {
        StringBuilder out = new StringBuilder();
        switch (outcome) {
            case Outcome.Failed failed -> failed(out, number, failed.errors());
            case Outcome.Done done -> done(out, number, done);
        }
        return out.toString();
    }

    private static void done(StringBuilder out, long number, Outcome.Done done) {
        done.changes().forEach(change -> change(out, done.step(), change));
        QueryResult result = done.result();
        if (result != null) {
            result(out, result);
        }
        out.append("{\"statement\":").append(number).append(",\"ok\":true,\"kind\":");
        JsonText.quote(out, done.kind());
        warnings(out, done.warnings());
        out.append("}\n");
    }

    private static void failed(StringBuilder out, long number, List<Diagnostic> diagnostics) {
        List<Diagnostic> errors =
                diagnostics.stream().filter(Diagnostic::isError).toList();
        out.append("{\"statement\":").append(number).append(",\"ok\":false,\"error\":");
        Diagnostic first = errors.getFirst();
        diagnostic(out, first, message(errors));
        warnings(out, diagnostics.stream().filter(d -> !d.isError()).toList());
        out.append("}\n");
    }

    /** All messages: the form has room for one error only. */
    private static String message(List<Diagnostic> errors) {
        StringBuilder message = new StringBuilder(errors.getFirst().message());
        for (Diagnostic error : errors.subList(1, errors.size())) {
            Position position = error.position();
            message.append('\n').append(position == null ? "" : position + ": ").append(error.message());
        }
        return message.toString();
    }

    private static void warnings(StringBuilder out, List<Diagnostic> warnings) {
        if (!warnings.isEmpty()) {
            out.append(",\"warnings\":");
            list(out, warnings, (o, warning) -> diagnostic(o, warning, warning.message()));
        }
    }

    private static void diagnostic(StringBuilder out, Diagnostic diagnostic, String message) {
        out.append("{\"error_code\":");
        JsonText.quote(out, diagnostic.code());
        out.append(",\"message\":");
        JsonText.quote(out, message);
        Position position = diagnostic.position();
        if (position != null && position.line() > 0) {
            out.append(",\"line\":").append(position.line());
            out.append(",\"column\":").append(position.column());
        }
        out.append('}');
    }

    private static void change(StringBuilder out, long step, RelationChange change) {
        out.append("{\"view\":");
        JsonText.quote(out, change.relation());
        out.append(",\"step\":").append(step).append(",\"columns\":");
        columns(out, change.schema());
        out.append(",\"changes\":");
        list(out, change.rows(), (o, row) -> row(o, row, change.schema()));
        out.append("}\n");
    }

    private static void row(StringBuilder out, RowChange change, Schema schema) {
        out.append("{\"weight\":").append(change.weight()).append(",\"row\":");
        values(out, change.row(), schema);
        out.append('}');
    }

    private static void result(StringBuilder out, QueryResult result) {
        out.append("{\"columns\":");
        columns(out, result.schema());
        out.append(",\"types\":");
        list(out, result.schema().types(), (o, type) -> JsonText.quote(o, type.sql()));
        out.append(",\"rows\":");
        list(out, result.rows(), (o, row) -> values(o, row, result.schema()));
        out.append("}\n");
    }

    private static void columns(StringBuilder out, Schema schema) {
        list(out, schema.fields().stream().map(Field::name).toList(), JsonText::quote);
    }

    private static void values(StringBuilder out, List<@Nullable Object> row, Schema schema) {
        out.append('[');
        for (int i = 0; i < row.size(); i++) {
            out.append(i == 0 ? "" : ",");
            JsonText.append(out, row.get(i), schema.type(i));
        }
        out.append(']');
    }

    private static <T> void list(StringBuilder out, List<T> items, BiConsumer<StringBuilder, T> append) {
        out.append('[');
        String separator = "";
        for (T item : items) {
            out.append(separator);
            append.accept(out, item);
            separator = ",";
        }
        out.append(']');
    }

    @Override
    public String echo(String text) {
        StringBuilder out = new StringBuilder("{\"echo\":");
        JsonText.quote(out, text);
        return out.append("}\n").toString();
    }

    @Override
    public String meta(ScriptItem.Meta meta, Session session) {
        System.err.println("millrace: there is no meta command \\" + meta.command());
        return "";
    }

    @Override
    public boolean isQuit(ScriptItem.Meta meta) {
        return false;
    }
}
