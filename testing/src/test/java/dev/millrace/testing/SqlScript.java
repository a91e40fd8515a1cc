package dev.millrace.testing;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.parse.StatementSplitter;
import dev.millrace.compiler.parse.StatementText;
import dev.millrace.embedded.Outcome;
import dev.millrace.embedded.QueryResult;
import dev.millrace.embedded.RelationChange;
import dev.millrace.embedded.RowChange;
import dev.millrace.embedded.Session;
import dev.millrace.functions.ValueText;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A script of SQL statements, each followed by what it must show, in lines that begin with {@code -- >}:
 *
 * <pre>{@code
 * INSERT INTO t VALUES (1, 'a');
 * -- > v +1 | 1 | 'a'
 * }</pre>
 *
 * <p>A change of a view is the view, the weight and the row; a row that came late stands under {@code late}; a row of a query has
 * neither view nor weight; an error has its code, its position in the statement and its message. Statements end at the end of a line.
 */
final class SqlScript {
    private static final String EXPECTED = "-- >";

    private final List<Part> parts = new ArrayList<>();

    /** Lines with statements, and how their output follows. */
    private record Part(List<String> lines, List<String> statements) {}

    SqlScript(String text) {
        StatementSplitter splitter = new StatementSplitter();
        List<String> lines = new ArrayList<>();
        for (String line : text.stripTrailing().split("\n")) {
            if (line.startsWith(EXPECTED)) {
                continue;
            }
            lines.add(line);
            List<StatementText> done = splitter.feed(line + "\n");
            if (!done.isEmpty()) {
                parts.add(new Part(
                        List.copyOf(lines),
                        done.stream().map(StatementText::text).toList()));
                lines.clear();
            }
        }
        if (splitter.isUnfinished()) {
            throw new IllegalArgumentException("the last statement lacks a semicolon");
        }
        parts.add(new Part(List.copyOf(lines), List.of()));
    }

    /** The script with what its statements show in {@code session}. */
    String run(Session session) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            part.lines.forEach(line -> text.append(line).append('\n'));
            for (String statement : part.statements) {
                for (String line : output(session, statement)) {
                    text.append(EXPECTED).append(' ').append(line).append('\n');
                }
            }
        }
        return text.toString().stripTrailing() + "\n";
    }

    /** Whether other steps than those written would give something else: a remark at the top says so. */
    boolean onlyInTheseSteps() {
        return parts.getFirst().lines.getFirst().startsWith("-- Only in these steps");
    }

    /** The statements that have an effect in {@code session}, which they have when this returns, step by step. */
    List<List<String>> steps(Session session) {
        List<List<String>> steps = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Part part : parts) {
            for (String statement : part.statements) {
                boolean before = session.inTransaction();
                boolean done = session.execute(statement) instanceof Outcome.Done outcome && outcome.result() == null;
                if (done) {
                    open.add(statement);
                }
                if (!session.inTransaction()) {
                    if (done) {
                        steps.add(List.copyOf(open));
                    }
                    open.clear();
                } else if (!before) {
                    open.clear();
                    open.add(statement);
                }
            }
        }
        return steps;
    }

    private static List<String> output(Session session, String statement) {
        int lateBefore = session.errors().size();
        List<String> lines = new ArrayList<>();
        switch (session.execute(statement)) {
            case Outcome.Failed failed -> failed.errors().forEach(error -> lines.add(describe(error)));
            case Outcome.Done done -> {
                done.warnings().forEach(warning -> lines.add(describe(warning)));
                done.changes().forEach(change -> describe(change.relation(), change, lines));
                QueryResult result = done.result();
                if (result != null) {
                    for (List<@Nullable Object> row : result.rows()) {
                        lines.add(describe(row, result.schema()));
                    }
                }
            }
        }
        List<RelationChange> errors = session.errors();
        errors.subList(lateBefore, errors.size()).forEach(late -> describe("late " + late.relation(), late, lines));
        return lines;
    }

    private static String describe(Diagnostic diagnostic) {
        String place = diagnostic.position() == null ? "" : diagnostic.position() + " ";
        return (diagnostic.isError() ? "error " : "warning ") + place + diagnostic.code() + ": "
                + diagnostic.message().replace('\n', ' ');
    }

    private static void describe(String name, RelationChange change, List<String> lines) {
        for (RowChange row : change.rows()) {
            String weight = (row.weight() > 0 ? "+" : "") + row.weight();
            lines.add(name + " " + weight + " | " + describe(row.row(), change.schema()));
        }
    }

    private static String describe(List<@Nullable Object> row, Schema schema) {
        StringJoiner text = new StringJoiner(" | ");
        for (int i = 0; i < schema.size(); i++) {
            text.add(describe(row.get(i), schema.type(i)));
        }
        return text.toString();
    }

    private static String describe(@Nullable Object value, SqlType type) {
        if (value == null) {
            return "NULL";
        }
        String text = ValueText.format(value, type);
        return type instanceof SqlType.TextType ? "'" + text + "'" : text;
    }
}
