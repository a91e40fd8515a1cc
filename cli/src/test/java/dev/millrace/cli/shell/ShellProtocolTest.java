package dev.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every rule of the shell's protocol, by what goes in and what comes out. */
class ShellProtocolTest {

    @Test
    void statementsAreSeparatedBySemicolonsAndTheLastMayLackIt() {
        assertThat(answers("create table t (a int); create table u (a int);\ncreate table w (a int)"))
                .containsExactly(closing(1, "create table"), closing(2, "create table"), closing(3, "create table"));
    }

    @Test
    void emptyStatementsAreSkippedAndNotCounted() {
        assertThat(answers(";; -- only a comment;\n /* ; */ ;\nselect 1;\n;"))
                .containsExactly(
                        "{\"columns\":[\"EXPR$0\"],\"types\":[\"INTEGER\"],\"rows\":[[1]]}", closing(1, "select"));
    }

    @Test
    void echoPrintsItsText() {
        assertThat(answers("\\echo 1 two \"three\"\n\\echo\n\\echo last"))
                .containsExactly("{\"echo\":\"1 two \\\"three\\\"\"}", "{\"echo\":\"\"}", "{\"echo\":\"last\"}");
    }

    @Test
    void lineEndsOfOtherSystemsAreNotPartOfTheText() {
        assertThat(answers("\\echo a\r\n\\echo b\r\n")).containsExactly("{\"echo\":\"a\"}", "{\"echo\":\"b\"}");
    }

    @Test
    void resetDropsEverythingAndCountsAfresh() {
        assertThat(answers("create table t (a int);\nbegin;\n\\reset\ncreate table t (b int);\ncommit;"))
                .startsWith(closing(1, "create table"), closing(2, "begin"), closing(1, "create table"))
                .last()
                .asString()
                .startsWith("{\"statement\":2,\"ok\":false,");
    }

    @Test
    void aMetaCommandEndsAnUnfinishedStatementWhichThenFails() {
        List<String> answers = answers("""
                select 1
                \\echo a
                select 'open
                \\echo b
                select 1 /* open
                \\echo c
                /* open
                \\echo d
                -- closed; by its line
                \\echo e
                select 2;
                """);

        assertThat(answers).hasSize(11);
        assertThat(answers.get(0))
                .isEqualTo("{\"statement\":1,\"ok\":false,\"error\":{\"error_code\":\"UnfinishedStatement\","
                        + "\"message\":\"the statement is unfinished: a semicolon is missing\"}}");
        assertThat(answers.get(1)).isEqualTo("{\"echo\":\"a\"}");
        assertThat(answers.get(2)).contains("\"statement\":2,\"ok\":false", "string", "\"line\":1,\"column\":8");
        assertThat(answers.get(3)).isEqualTo("{\"echo\":\"b\"}");
        assertThat(answers.get(4)).contains("\"statement\":3,\"ok\":false", "comment");
        assertThat(answers.get(5)).isEqualTo("{\"echo\":\"c\"}");
        assertThat(answers.get(6)).contains("\"statement\":4,\"ok\":false", "comment");
        assertThat(answers.get(7)).isEqualTo("{\"echo\":\"d\"}");
        assertThat(answers.get(8)).isEqualTo("{\"echo\":\"e\"}");
        assertThat(answers.get(10)).isEqualTo(closing(5, "select"));
    }

    @Test
    void aBackslashElsewhereIsNoMetaCommand() {
        assertThat(answers("select 'a\\b' as x;"))
                .containsExactly(
                        "{\"columns\":[\"x\"],\"types\":[\"CHAR(3)\"],\"rows\":[[\"a\\\\b\"]]}", closing(1, "select"));
    }

    @Test
    void anOpenStringAtTheEndOfInputIsAFailedStatement() {
        assertThat(answers("select 'a")).singleElement().asString().contains("\"ok\":false");
    }

    @Test
    void eachStatementIsAnsweredBeforeMoreInputIsWaitedFor() throws Exception {
        PipedWriter input = new PipedWriter();
        PipedReader source = new PipedReader(input);
        PipedWriter output = new PipedWriter();
        PipedReader sink = new PipedReader(output);
        Thread shell = Thread.ofPlatform().start(() -> {
            try (Shell running = Shell.json(output)) {
                running.run(source);
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        });

        input.write("select 1 as a;");
        input.flush();
        assertThat(line(sink)).startsWith("{\"columns\":[\"a\"]");
        assertThat(line(sink)).isEqualTo(closing(1, "select"));
        input.write("\n\\echo x\n");
        input.flush();
        assertThat(line(sink)).isEqualTo("{\"echo\":\"x\"}");
        input.close();
        shell.join();
    }

    @Test
    void everyKindHasItsName() {
        assertThat(answers("""
                create table t (a int not null primary key, b int);
                create type y as (f int);
                create function f(x int) returns int as x + 1;
                create view v as select a, b from t;
                create index i on v(a);
                lateness w.b 5;
                insert into t values (1, 1);
                update t set b = 2;
                delete from t;
                remove from t values (1, 1);
                begin;
                commit;
                values (1);
                with c as (select 1) select * from c;
                set x = 1;
                drop view v;
                drop table t;
                """).stream()
                        .filter(line -> line.startsWith("{\"statement\""))
                        .map(line -> line.replaceAll(".*\"kind\":\"(.*)\"}", "$1")))
                .containsExactly(
                        "create table",
                        "create type",
                        "create function",
                        "create view",
                        "create index",
                        "lateness",
                        "insert",
                        "update",
                        "delete",
                        "remove",
                        "begin",
                        "commit",
                        "select",
                        "select",
                        "set",
                        "drop view",
                        "drop table");
    }

    @Test
    void errorsHaveCodeMessageAndAPositionWithinTheStatement() {
        assertThat(answers("select 1;\n\n  select\n    nothing from nowhere;").get(2))
                .matches(
                        "\\{\"statement\":2,\"ok\":false,\"error\":\\{\"error_code\":\"[^\"]+\",\"message\":\"[^\"]+\","
                                + "\"line\":2,\"column\":\\d+}}");
        assertThat(answers("commit;"))
                .singleElement()
                .asString()
                .matches(
                        "\\{\"statement\":1,\"ok\":false,\"error\":\\{\"error_code\":\"[^\"]+\",\"message\":\"[^\"]+\"}}");
    }

    @Test
    void anErrorDoesNotEndTheShell() {
        assertThat(answers("foo;\nselect 1/0;\nselect * from nothing;\nselect 1;"))
                .last()
                .isEqualTo(closing(4, "select"));
    }

    @Test
    void changesComeBeforeTheClosingLineInTheOrderOfTheViews() {
        assertThat(answers("""
                create table t (a int, b varchar);
                create view v as select a, b from t;
                create view c as select count(*) as n from t;
                insert into t values (1, 'x'), (1, 'x'), (2, null);
                remove from t values (1, 'x');
                """))
                .containsExactly(
                        closing(1, "create table"),
                        closing(2, "create view"),
                        "{\"view\":\"c\",\"step\":2,\"columns\":[\"n\"],\"changes\":[{\"weight\":1,\"row\":[0]}]}",
                        closing(3, "create view"),
                        "{\"view\":\"v\",\"step\":3,\"columns\":[\"a\",\"b\"],\"changes\":"
                                + "[{\"weight\":2,\"row\":[1,\"x\"]},{\"weight\":1,\"row\":[2,null]}]}",
                        "{\"view\":\"c\",\"step\":3,\"columns\":[\"n\"],\"changes\":"
                                + "[{\"weight\":-1,\"row\":[0]},{\"weight\":1,\"row\":[3]}]}",
                        closing(4, "insert"),
                        "{\"view\":\"v\",\"step\":4,\"columns\":[\"a\",\"b\"],\"changes\":"
                                + "[{\"weight\":-1,\"row\":[1,\"x\"]}]}",
                        "{\"view\":\"c\",\"step\":4,\"columns\":[\"n\"],\"changes\":"
                                + "[{\"weight\":1,\"row\":[2]},{\"weight\":-1,\"row\":[3]}]}",
                        closing(5, "remove"));
    }

    @Test
    void changesThatCancelOutAreNoChanges() {
        assertThat(answers("""
                create table t (a int);
                create view v as select a from t;
                begin;
                insert into t values (1);
                remove from t values (1);
                commit;
                """).subList(2, 6))
                .containsExactly(closing(3, "begin"), closing(4, "insert"), closing(5, "remove"), closing(6, "commit"));
    }

    @Test
    void theChangesOfATransactionComeWithItsCommit() {
        assertThat(answers("""
                create table t (a int);
                create view v as select a from t;
                begin;
                insert into t values (1);
                insert into t values (1 / 0);
                create view w as select 1;
                select 1;
                commit;
                """).subList(2, 9))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo(closing(3, "begin")),
                        line -> assertThat(line).isEqualTo(closing(4, "insert")),
                        line -> assertThat(line).contains("\"statement\":5,\"ok\":false"),
                        line -> assertThat(line).contains("\"statement\":6,\"ok\":false"),
                        line -> assertThat(line).contains("\"statement\":7,\"ok\":false"),
                        line -> assertThat(line)
                                .isEqualTo("{\"view\":\"v\",\"step\":2,\"columns\":[\"a\"],\"changes\":"
                                        + "[{\"weight\":1,\"row\":[1]}]}"),
                        line -> assertThat(line).isEqualTo(closing(8, "commit")));
    }

    @Test
    void aRuntimeErrorClosesTheStatementAndTakesBackTheStep() {
        List<String> answers = answers("""
                create table t (a int);
                create view v as select 10 / a as b from t;
                insert into t values (5), (0);
                insert into t values (2);
                """);

        assertThat(answers.get(2))
                .contains("\"statement\":3,\"ok\":false", "DivisionByZero")
                .doesNotContain("\"line\"");
        assertThat(answers.get(3))
                .isEqualTo("{\"view\":\"v\",\"step\":2,\"columns\":[\"b\"],\"changes\":[{\"weight\":1,\"row\":[5]}]}");
    }

    @Test
    void queriesShowColumnsTypesAndRowsInOrder() {
        assertThat(answers("""
                create table t (a int, b decimal(10, 2));
                insert into t values (1, 1.5), (2, 22.25);
                select b, a from t order by a desc;
                """).get(2))
                .isEqualTo("{\"columns\":[\"b\",\"a\"],\"types\":[\"DECIMAL(10, 2)\",\"INTEGER\"],"
                        + "\"rows\":[[\"22.25\",2],[\"1.50\",1]]}");
    }

    @Test
    void theClockIsSetAsPartOfAStep() {
        assertThat(answers("""
                create view v as select now() as t;
                insert into now values ('2024-12-12 00:00:00');
                """))
                .containsExactly(
                        "{\"view\":\"v\",\"step\":1,\"columns\":[\"t\"],\"changes\":"
                                + "[{\"weight\":1,\"row\":[\"0001-01-01 00:00:00\"]}]}",
                        closing(1, "create view"),
                        "{\"view\":\"v\",\"step\":2,\"columns\":[\"t\"],\"changes\":"
                                + "[{\"weight\":-1,\"row\":[\"0001-01-01 00:00:00\"]},"
                                + "{\"weight\":1,\"row\":[\"2024-12-12 00:00:00\"]}]}",
                        closing(2, "insert"));
    }

    @Test
    void valuesAreWrittenWithoutLoss() {
        assertThat(values("null, true, 9223372036854775807, 18446744073709551615::bigint unsigned"))
                .isEqualTo("[null,true,9223372036854775807,18446744073709551615]");
        assertThat(values("12.50::decimal(10, 2), 0.1::double, 0.1::real, 1e300 * 1e10"))
                .isEqualTo("[\"12.50\",0.1,0.1,\"Infinity\"]");
        assertThat(values("'a\"\\', x'0AFF', date '2024-02-29', time '01:02:03'"))
                .isEqualTo("[\"a\\\"\\\\\",\"0aff\",\"2024-02-29\",\"01:02:03\"]");
        assertThat(values("timestamp '2024-02-29 01:02:03'")).isEqualTo("[\"2024-02-29 01:02:03\"]");
        assertThat(values("interval '1 02:03:04' day to second, interval '-1-2' year to month"))
                .isEqualTo("[\"1 02:03:04.000000\",\"-1-2\"]");
        assertThat(values("array[1, null, 2], map['a', 1], uuid '123e4567-e89b-12d3-a456-426655440000'"))
                .isEqualTo("[[1,null,2],{\"a\":1},\"123e4567-e89b-12d3-a456-426655440000\"]");
    }

    @Test
    void columnsMayBeListedAndValuesAreConverted() {
        assertThat(answers("""
                create table t (a varchar, b double, c int default 7);
                create view v as select * from t;
                insert into t (b, a) values (1, 2);
                """).get(2)).contains("[{\"weight\":1,\"row\":[\"2\",1.0,7]}]");
    }

    private static String values(String expressions) {
        String line = answers("select " + expressions + ";").getFirst();
        assertThat(line).contains("\"rows\":[");
        return line.substring(line.indexOf("\"rows\":[") + 8, line.length() - 2);
    }

    private static String closing(long statement, String kind) {
        return "{\"statement\":" + statement + ",\"ok\":true,\"kind\":\"" + kind + "\"}";
    }

    private static List<String> answers(String script) {
        StringWriter out = new StringWriter();
        try (Shell shell = Shell.json(out)) {
            shell.run(new StringReader(script));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return out.toString().lines().toList();
    }

    private static String line(Reader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
