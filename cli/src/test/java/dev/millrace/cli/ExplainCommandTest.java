package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.codec.PlanCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExplainCommandTest {
    private static final String PROGRAM = """
            CREATE TABLE t (k BIGINT NOT NULL PRIMARY KEY, v BIGINT);
            CREATE VIEW totals AS SELECT v, COUNT(*) AS n FROM t GROUP BY v;
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void showsThePlanAsText() throws IOException {
        assertThat(explain(PROGRAM)).isZero();
        assertThat(out.toString())
                .startsWith("logical plan\n  totals\n")
                .contains("Aggregate by (v): COUNT(*) AS ", "Upsert by (k)", "set, key (v)", "physical plan");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void showsThePlanAsAGraph() throws IOException {
        assertThat(explain(PROGRAM, "--format", "dot")).isZero();
        assertThat(out.toString())
                .startsWith("digraph plan {\n")
                .contains("hash (v)")
                .endsWith("}\n");
    }

    @Test
    void showsThePlanAsJson() throws IOException {
        assertThat(explain(PROGRAM, "--format", "json")).isZero();
        assertThat(PlanCodec.planFromJson(out.toString()).views().getFirst().name())
                .isEqualTo("totals");
    }

    @Test
    void showsTheCodeOfFiltersAndProjections() throws IOException {
        String program = PROGRAM + "CREATE VIEW large AS SELECT k, v * 2 + 1 AS w FROM t WHERE v > 10;";
        assertThat(explain(program, "--format", "code")).isZero();
        assertThat(out.toString())
                .contains(": Filter\nint run(", ": Project\nint run(")
                .contains(" > 10L ? 1L : 0L;");
    }

    @Test
    void reportsAllMistakesWithTheirPlaces() throws IOException {
        String program = """
                CREATE TABLE t (k BIGINT);
                CREATE VIEW a AS SELECT nothing FROM t;
                CREATE VIEW b AS SELECT k FROM nowhere;
                """;
        assertThat(explain(program)).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(errors.toString())
                .contains("p.sql:2:25: error: ", "    CREATE VIEW a AS SELECT nothing FROM t;\n", "p.sql:3:")
                .contains("    " + " ".repeat(24) + "^\n");
    }

    @Test
    void aMissingFileIsSaid() {
        assertThat(run(folder.resolve("none.sql").toString())).isEqualTo(1);
        assertThat(errors.toString()).startsWith("There is no file ").contains("none.sql");
    }

    @Test
    void anUnknownFormatIsRefused() throws IOException {
        assertThat(explain(PROGRAM, "--format", "svg")).isEqualTo(2);
        assertThat(errors.toString()).contains("expected text, dot, json or code, not 'svg'");
    }

    private int explain(String program, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("p.sql"), program);
        String[] arguments = new String[options.length + 1];
        arguments[0] = file.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        return new CommandLine(new ExplainCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
