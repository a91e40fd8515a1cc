package dev.millrace.cli.shell;

import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import dev.millrace.types.Field;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes keywords and the names of tables, views and columns. */
final class WordCompleter implements Completer {
    private static final List<String> KEYWORDS = List.of(
            "ALL",
            "AND",
            "AS",
            "BEGIN",
            "BETWEEN",
            "BY",
            "CASE",
            "CAST",
            "COMMIT",
            "COUNT",
            "CREATE",
            "DELETE",
            "DISTINCT",
            "DROP",
            "ELSE",
            "END",
            "EXCEPT",
            "EXISTS",
            "FROM",
            "FULL",
            "GROUP",
            "HAVING",
            "IN",
            "INNER",
            "INSERT",
            "INTERSECT",
            "INTERVAL",
            "INTO",
            "IS",
            "JOIN",
            "LATENESS",
            "LEFT",
            "LIKE",
            "LIMIT",
            "LOCAL",
            "MATERIALIZED",
            "NOT",
            "NULL",
            "ON",
            "OR",
            "ORDER",
            "OVER",
            "PARTITION",
            "PRIMARY KEY",
            "REMOVE",
            "RIGHT",
            "SELECT",
            "SET",
            "TABLE",
            "THEN",
            "TUMBLE",
            "UNION",
            "UPDATE",
            "USING",
            "VALUES",
            "VIEW",
            "WHEN",
            "WHERE",
            "WITH");

    private final Shell shell;

    WordCompleter(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        boolean lower = line.word().equals(line.word().toLowerCase(Locale.ROOT));
        KEYWORDS.forEach(word -> candidates.add(new Candidate(lower ? word.toLowerCase(Locale.ROOT) : word)));
        names().forEach(name -> candidates.add(new Candidate(name)));
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Table table : shell.session().tables()) {
            names.add(table.name());
            table.columns().forEach(column -> names.add(column.name()));
        }
        for (View view : shell.session().views()) {
            names.add(view.name());
            view.schema().fields().stream().map(Field::name).forEach(names::add);
        }
        return names;
    }
}
