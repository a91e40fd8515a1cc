package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {
    private static final String TABLE = """
            CREATE TABLE t (k BIGINT NOT NULL, name VARCHAR) WITH ('connectors' = '[{
                "name": "in",
                "transport": {"name": "file_input", "config": {"path": "in.csv"}},
                "format": {"name": "csv"}
            }]');
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void writeTheInput() throws IOException {
        Files.writeString(folder.resolve("in.csv"), "3,c\n1,a\nx,bad\n2,null\n");
    }

    private int run(String program, String... options) throws IOException {
        Path file = folder.resolve("program.sql");
        Files.writeString(file, program);
        CommandLine command = new CommandLine(new RunCommand(out));
        command.setErr(new PrintWriter(errors, true));
        String[] arguments = new String[options.length + 1];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = file.toString();
        return command.execute(arguments);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsContentsBadRowsAndASummary() throws IOException {
        assertThat(run(TABLE + "CREATE VIEW v AS SELECT name, k * 2 AS twice FROM t;"))
                .isZero();
        assertThat(output())
                .startsWith("""
                        v: 3 rows
                        name  twice
                        ────  ─────
                        a         2
                        c         6
                        NULL      4

                        t: 1 bad row
                          in.csv line 3, byte 8: column k: expected a number, found `x`
                            x,bad

                        """)
                .contains(
                        "t.in      3   21 B       1  ended", "3 rows in, 1 error, 0 late rows", "3 changes of 1 view");
    }

    @Test
    void writesChangesAsJsonAndTheSummaryLast() throws IOException {
        assertThat(run(TABLE + "CREATE VIEW v AS SELECT COUNT(*) AS n, MAX(name) AS name FROM t;", "--format", "json"))
                .isZero();
        List<String> lines = output().lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo("{\"view\":\"v\",\"step\":1,\"changes\":[{\"weight\":1,\"row\":{\"n\":0,\"name\":null}}]}");
        assertThat(lines.get(1))
                .contains("\"step\":2", "{\"weight\":-1,\"row\":{\"n\":0,\"name\":null}}", "{\"n\":3,\"name\":\"c\"}");
        assertThat(lines.getLast())
                .startsWith("{\"summary\":{\"end\":\"ended\",\"seconds\":")
                .contains("\"rows_in\":3,\"changes_out\":3,\"error_rows\":1,\"late_rows\":0")
                .contains(
                        "\"inputs\":[{\"name\":\"t.in\",\"state\":\"ended\",\"rows\":3,\"bytes\":21,\"error_rows\":1}]")
                .contains(
                        "\"errors\":[{\"table\":\"t\",\"error_rows\":1,\"late_rows\":0,\"first\":[{\"connector\":\"t.in\"")
                .contains("\"raw\":\"x,bad\"");
    }

    @Test
    void showsNothingButTheSummaryWhereNothingElseIsWanted() throws IOException {
        assertThat(run(TABLE + "CREATE VIEW v AS SELECT k FROM t;", "--format", "none", "--errors", "0"))
                .isZero();
        assertThat(output())
                .startsWith("t: 1 bad row\n  … 1 more (--errors N shows more)\n\ninput")
                .doesNotContain("v:");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void reportsMistakesLikeACompiler() throws IOException {
        assertThat(run("CREATE VIEW v AS\nSELECT nothing FROM nowhere;\nCREATE VIEW w AS SELECT 1 +;"))
                .isEqualTo(2);
        assertThat(errors.toString())
                .contains("program.sql:2:21: error: ", "    SELECT nothing FROM nowhere;\n                        ^\n")
                .contains("program.sql:3:");
        assertThat(output()).isEmpty();
    }

    @Test
    void reportsMistakesInConnectorsAtTheirTable() throws IOException {
        assertThat(run("\n\n" + TABLE.replace("file_input", "file_inptu") + "CREATE VIEW v AS SELECT k FROM t;"))
                .isEqualTo(2);
        assertThat(errors.toString())
                .contains("program.sql:3:", "error: table t, connectors[0].transport", "file_inptu");
    }

    @Test
    void saysWhereItFailedAndShowsWhatThereWas() throws IOException {
        assertThat(run(TABLE + "CREATE VIEW v AS\nSELECT 10 / (k - 2) AS q\nFROM t;"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("program.sql:7:", "view v", "    SELECT 10 / (k - 2) AS q\n", "^");
        assertThat(output()).contains("v: 0 rows", "0 rows in");
    }

    @Test
    void endsAfterTheDuration() throws IOException {
        String endless = "CREATE TABLE t (k BIGINT) WITH ('connectors' = '[{\"transport\": {\"name\": \"file_input\", "
                + "\"config\": {\"path\": \"in.csv\", \"follow\": true}}, \"format\": {\"name\": \"csv\", \"config\": "
                + "{\"flexible\": true}}}]'); CREATE VIEW v AS SELECT k FROM t;";
        assertThat(run(endless, "--duration", "50ms", "--format", "json")).isZero();
        assertThat(output()).contains("\"end\":\"stopped\"");
    }

    @Test
    void refusesWrongOptions() throws IOException {
        assertThat(run(TABLE, "--workers", "0")).isEqualTo(2);
        assertThat(run(TABLE, "--format", "xml")).isEqualTo(2);
        assertThat(run(TABLE, "--duration", "soon")).isEqualTo(2);
        assertThat(errors.toString())
                .contains(
                        "--workers must be 1 or more",
                        "expected table, json or none, not 'xml'",
                        "expected a time such as");
    }

    @Test
    void saysThatAFileIsMissing() {
        CommandLine command = new CommandLine(new RunCommand(out));
        command.setErr(new PrintWriter(errors, true));
        assertThat(command.execute(folder.resolve("nowhere.sql").toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("There is no file ");
    }
}
