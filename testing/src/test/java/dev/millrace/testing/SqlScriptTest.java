package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.embedded.Outcome;
import dev.millrace.embedded.Session;
import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts under {@code src/test/resources/scripts} show what they say, and their views end up the same when the rows come in
 * other steps. {@code -Dscripts.update=true} writes into the scripts what they show now: read the difference before committing it.
 */
class SqlScriptTest {
    private static final Path FOLDER = Path.of("src/test/resources/scripts");
    private static final Pattern INSERT =
            Pattern.compile("(INSERT\\s+INTO\\s+(\\w+)\\s*(?:\\([^()]*\\)\\s*)?VALUES)\\s*(.*)", Pattern.DOTALL);

    static Stream<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void showsWhatItSays(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        String text = Files.readString(file);
        try (Session session = new Session()) {
            String shown = new SqlScript(text).run(session);
            if (Boolean.getBoolean("scripts.update")) {
                Files.writeString(file, shown);
            } else {
                assertThat(shown).isEqualTo(text);
            }
        }
    }

    static Stream<String> scriptsForAnySteps() throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : scripts().toList()) {
            if (!new SqlScript(Files.readString(FOLDER.resolve(name))).onlyInTheseSteps()) {
                names.add(name);
            }
        }
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("scriptsForAnySteps")
    void endsUpTheSameInOtherSteps(String name) throws IOException {
        SqlScript script = new SqlScript(Files.readString(FOLDER.resolve(name)));
        try (Session session = new Session()) {
            List<List<String>> steps = script.steps(session);
            for (long seed = 0; seed < 3; seed++) {
                List<String> made = new OtherSteps(new Random(seed), session.tables()).of(steps);
                // what runs interpreted above, for it has few rows, runs generated here
                ScopedValue.where(CodeMode.SCOPE, CodeMode.EAGER).run(() -> endsUpTheSame(made, session));
            }
        }
    }

    private static void endsUpTheSame(List<String> statements, Session session) {
        try (Session other = new Session()) {
            statements.forEach(statement ->
                    assertThat(other.execute(statement)).as(statement).isInstanceOf(Outcome.Done.class));
            for (View view : session.views()) {
                if (view.kind() != View.Kind.LOCAL) {
                    assertThat(other.contents(view.name()))
                            .asString()
                            .isEqualTo(session.contents(view.name()).toString());
                }
            }
        }
    }

    /**
     * The same rows in other steps: inserts row by row in any order, some rows inserted, removed and inserted again, several changes in
     * a transaction. The order is kept where it matters, in tables with a key or with LATENESS.
     */
    private record OtherSteps(Random random, List<Table> tables) {
        List<String> of(List<List<String>> steps) {
            List<String> made = new ArrayList<>();
            for (List<String> step : steps) {
                Matcher insert = INSERT.matcher(step.getFirst());
                Table table = insert.matches() ? table(insert.group(2)) : null;
                if (table == null) {
                    made.addAll(step);
                } else {
                    addTransactions(rows(insert.group(1), insert.group(3), table), made);
                }
            }
            return made;
        }

        private @Nullable Table table(String name) {
            return tables.stream()
                    .filter(table -> table.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        private List<String> rows(String head, String values, Table table) {
            List<String> tuples = tuples(values);
            boolean ordered = !table.primaryKey().isEmpty()
                    || table.columns().stream().anyMatch(column -> column.lateness() != null);
            if (ordered) {
                return tuples.stream().map(tuple -> head + " " + tuple).toList();
            }
            Collections.shuffle(tuples, random);
            List<String> made = new ArrayList<>();
            for (String tuple : tuples) {
                made.add(head + " " + tuple);
                if (!table.appendOnly() && random.nextInt(3) == 0) {
                    made.add(head.replaceFirst("(?i)INSERT\\s+INTO", "REMOVE FROM") + " " + tuple);
                    made.add(head + " " + tuple);
                }
            }
            return made;
        }

        private void addTransactions(List<String> changes, List<String> made) {
            boolean open = false;
            for (String change : changes) {
                if (random.nextInt(3) == 0) {
                    made.add(open ? "COMMIT" : "BEGIN");
                    open = !open;
                }
                made.add(change);
            }
            if (open) {
                made.add("COMMIT");
            }
        }

        /** Cuts {@code (1, 'a'), (2, ')')} after the parentheses that are not in another or in a string. */
        private static List<String> tuples(String values) {
            List<String> tuples = new ArrayList<>();
            int depth = 0;
            boolean quoted = false;
            int start = 0;
            for (int i = 0; i < values.length(); i++) {
                char c = values.charAt(i);
                quoted ^= c == '\'';
                if (quoted) {
                    continue;
                }
                depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
                if (c == '(' && depth == 1) {
                    start = i;
                } else if (c == ')' && depth == 0) {
                    tuples.add(values.substring(start, i + 1));
                }
            }
            return tuples;
        }
    }
}
