package dev.millrace.cli.shell;

import dev.millrace.cli.text.TextTable;
import dev.millrace.cli.text.TextTable.Frame;
import dev.millrace.embedded.RelationChange;
import dev.millrace.embedded.RowChange;
import dev.millrace.embedded.Session;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.plan.View;
import dev.millrace.types.Field;
import java.util.List;
import java.util.Locale;

/** The meta commands that only people use: what there is, what it looks like, help. */
final class MetaCommands {
    private static final String HELP = """
            statements end with a semicolon: CREATE TABLE, CREATE VIEW, INSERT, REMOVE, DELETE, UPDATE, SELECT, BEGIN, COMMIT, …
            \\d            lists tables and views
            \\d NAME       describes a table or view
            \\errors       shows the rows that LATENESS dropped
            \\reset        drops everything and starts afresh
            \\echo TEXT    prints TEXT
            \\q            leaves
            """;

    String answer(ScriptItem.Meta meta, Session session) {
        return switch (meta.command()) {
            case "?", "help" -> HELP;
            case "d" ->
                meta.argument().isBlank()
                        ? relations(session)
                        : describe(meta.argument().strip(), session);
            case "errors" -> errors(session);
            default -> "there is no meta command \\" + meta.command() + "; \\? shows those there are\n";
        };
    }

    private static String relations(Session session) {
        TextTable table = new TextTable(Frame.LINES, List.of("name", "kind", "columns"), false, false, true);
        session.tables()
                .forEach(t -> table.add(
                        List.of(t.name(), "table", String.valueOf(t.columns().size()))));
        session.views()
                .forEach(v -> table.add(
                        List.of(v.name(), kind(v), String.valueOf(v.schema().size()))));
        return session.tables().isEmpty() && session.views().isEmpty()
                ? "no tables, no views\n"
                : TablePrinter.text(table);
    }

    private static String kind(View view) {
        return view.kind() == View.Kind.PLAIN ? "view" : view.kind().name().toLowerCase(Locale.ROOT) + " view";
    }

    private static String describe(String name, Session session) {
        for (Table table : session.tables()) {
            if (table.name().equalsIgnoreCase(name)) {
                return describe(table);
            }
        }
        for (View view : session.views()) {
            if (view.name().equalsIgnoreCase(name)) {
                TextTable columns = columns();
                view.schema().fields().forEach(field -> column(columns, field, ""));
                return kind(view) + " " + view.name() + "\n" + TablePrinter.text(columns);
            }
        }
        return "there is no table or view '" + name + "'\n";
    }

    private static String describe(Table table) {
        TextTable columns = columns();
        for (int i = 0; i < table.columns().size(); i++) {
            TableColumn column = table.columns().get(i);
            String notes = (table.primaryKey().contains(i) ? "primary key " : "")
                    + (column.defaultValue() == null ? "" : "default " + column.defaultValue() + " ")
                    + (column.lateness() == null ? "" : "lateness");
            column(columns, new Field(column.name(), column.type()), notes.strip());
        }
        return "table " + table.name() + "\n" + TablePrinter.text(columns);
    }

    private static TextTable columns() {
        return new TextTable(Frame.LINES, List.of("column", "type", "null", "notes"), new boolean[4]);
    }

    private static void column(TextTable columns, Field field, String notes) {
        columns.add(List.of(field.name(), field.type().sql(), field.type().nullable() ? "null" : "not null", notes));
    }

    private static String errors(Session session) {
        StringBuilder out = new StringBuilder();
        for (RelationChange late : session.errors()) {
            for (RowChange row : late.rows()) {
                out.append("late row in ")
                        .append(late.relation())
                        .append(": ")
                        .append(row.row())
                        .append('\n');
            }
        }
        return out.isEmpty() ? "no errors\n" : out.toString();
    }
}
