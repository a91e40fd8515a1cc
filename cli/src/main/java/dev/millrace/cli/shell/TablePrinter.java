package dev.millrace.cli.shell;

import dev.millrace.cli.text.RowText;
import dev.millrace.cli.text.TextTable;
import dev.millrace.cli.text.TextTable.Frame;
import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.embedded.Outcome;
import dev.millrace.embedded.QueryResult;
import dev.millrace.embedded.RelationChange;
import dev.millrace.embedded.RowChange;
import dev.millrace.embedded.Session;
import dev.millrace.plan.Position;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers for people: tables of rows and of changes, errors with a mark where they are. */
final class TablePrinter implements Printer {
    private final MetaCommands commands = new MetaCommands();

    @Override
    public String statement(long number, String text, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> diagnostics(text, failed.errors());
            case Outcome.Done done -> done(text, done);
        };
    }

    private static String done(String text, Outcome.Done done) {
        StringBuilder out = new StringBuilder(diagnostics(text, done.warnings()));
        QueryResult result = done.result();
        if (result != null) {
            return out.append(result(result)).toString();
        }
        out.append(done.kind().toUpperCase(Locale.ROOT)).append('\n');
        done.changes().forEach(change -> out.append(change(change, done.step())));
        return out.toString();
    }

    private static String result(QueryResult result) {
        Schema schema = result.schema();
        TextTable table = new TextTable(Frame.LINES, RowText.names(schema), RowText.numeric(schema));
        for (List<@Nullable Object> row : result.rows()) {
            table.add(cells(row, schema));
        }
        return text(table) + count(result.rows().size(), "row");
    }

    private static String change(RelationChange change, long step) {
        Schema schema = change.schema();
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(RowText.names(schema));
        boolean[] right = new boolean[header.size()];
        right[0] = true;
        System.arraycopy(RowText.numeric(schema), 0, right, 1, schema.size());
        TextTable table = new TextTable(Frame.LINES, header, right);
        List<RowChange> rows = change.rows();
        for (RowChange row : rows) {
            List<String> cells = new ArrayList<>();
            cells.add((row.weight() > 0 ? "+" : "") + row.weight());
            cells.addAll(cells(row.row(), schema));
            table.add(cells);
        }
        return change.relation() + ", step " + step + ":\n" + text(table) + count(rows.size(), "change");
    }

    private static String count(int count, String what) {
        return "(" + count + " " + what + (count == 1 ? "" : "s") + ")\n";
    }

    /** A table, line by line. */
    static String text(TextTable table) {
        return String.join("\n", table.lines()) + "\n";
    }

    private static List<String> cells(List<@Nullable Object> row, Schema schema) {
        return RowText.cells(row, schema).stream()
                .map(cell -> cell.replace("\\", "\\\\"))
                .toList();
    }

    private static String diagnostics(String text, List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            out.append(diagnostic.severity().name().toLowerCase(Locale.ROOT)).append(": ");
            out.append(diagnostic.message()).append('\n');
            Position position = diagnostic.position();
            if (position != null && position.line() > 0) {
                out.append(mark(text, position));
            }
        }
        return out.toString();
    }

    /** The line of the statement with a caret below the column. */
    private static String mark(String text, Position position) {
        List<String> lines = text.lines().toList();
        if (position.line() > lines.size()) {
            return "";
        }
        String number = position.line() + " | ";
        String line = lines.get(position.line() - 1).replace('\t', ' ');
        int column = Math.min(position.column() - 1, line.length());
        return "  " + number + line + "\n" + " ".repeat(2 + number.length() + Math.max(0, column)) + "^\n";
    }

    @Override
    public String echo(String text) {
        return text + "\n";
    }

    @Override
    public String meta(ScriptItem.Meta meta, Session session) {
        return commands.answer(meta, session);
    }

    @Override
    public boolean isQuit(ScriptItem.Meta meta) {
        return meta.command().equals("q");
    }
}
