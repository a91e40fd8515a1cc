package dev.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableShellTest {
    @Test
    void changesAndRowsAreTables() throws IOException {
        assertThat(answer("""
                create table t (a int, b varchar);
                create view v as select * from t;
                insert into t values (1, 'one'), (22, null);
                select a from t order by a;
                """)).isEqualTo("""
                CREATE TABLE
                CREATE VIEW
                INSERT
                v, step 2:
                    │  a │ b
                ────┼────┼──────
                 +1 │  1 │ one
                 +1 │ 22 │ NULL
                (2 changes)
                  a
                ────
                  1
                 22
                (2 rows)
                """);
    }

    @Test
    void errorsAreMarkedInTheStatement() throws IOException {
        assertThat(answer("select 1,\n\t1 / 0;")).endsWith("""
                  2 |  1 / 0
                       ^
                """).startsWith("error: division by zero");
    }

    @Test
    void metaCommandsSayWhatThereIs() throws IOException {
        assertThat(answer("""
                create table t (a int not null primary key, b varchar default 'x');
                create local view v as select a from t;
                \\d
                \\d t
                \\d nothing
                \\nothing
                \\q
                select 1;
                """)).isEqualTo("""
                CREATE TABLE
                CREATE VIEW
                 name │ kind       │ columns
                ──────┼────────────┼─────────
                 t    │ table      │       2
                 v    │ local view │       1
                table t
                 column │ type    │ null     │ notes
                ────────┼─────────┼──────────┼─────────────
                 a      │ INTEGER │ not null │ primary key
                 b      │ VARCHAR │ null     │ default 'x'
                there is no table or view 'nothing'
                there is no meta command \\nothing; \\? shows those there are
                """);
    }

    @Test
    void aStatementIsCompleteForTheEditorWithItsSemicolon() {
        assertThat(StatementParser.isComplete("select 1")).isFalse();
        assertThat(StatementParser.isComplete("select ';'")).isFalse();
        assertThat(StatementParser.isComplete("select 1; -- done")).isTrue();
        assertThat(StatementParser.isComplete("\\d")).isTrue();
        assertThat(StatementParser.isComplete("select 1\n\\q")).isTrue();
        assertThat(StatementParser.isComplete("")).isTrue();
    }

    private static String answer(String script) throws IOException {
        StringWriter out = new StringWriter();
        try (Shell shell = Shell.table(out)) {
            shell.run(new StringReader(script));
        }
        return out.toString();
    }
}
