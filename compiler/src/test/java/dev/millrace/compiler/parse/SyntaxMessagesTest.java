package dev.millrace.compiler.parse;

import static dev.millrace.compiler.parse.Parsing.mistake;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxMessagesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        SELECT * FROM t WHERE | 1:22 The statement ends too early; expected an expression
        SELECT FROM t | 1:8 Unexpected "FROM"; expected an expression or "*"
        SELECT a, FROM t | 1:11 Unexpected "FROM"; expected an expression or "*"; there is one comma too many before it
        SELECT a == b | 1:10 Unexpected "="; to compare, write a single =
        SELECT count(* FROM t | 1:16 Unexpected "FROM"; expected ")"
        SELECT CASE WHEN a THEN b FROM t | 1:27 Unexpected "FROM"; expected ELSE, END or WHEN
        SELECT a FROM t GROUP ORDER BY a | 1:23 Unexpected "ORDER"; expected BY
        SELECT a FROM t LIMIT x | 1:23 Unexpected "x"; expected a number or ALL
        INSERT INTO t VALUES (1, 2 | 1:27 The statement ends too early; expected ")" or ","
        INSERT INTO t VALUE (1) | 1:23 Here a query is expected, such as SELECT or VALUES
        CREATE TABLE order (a INT) | 1:14 Unexpected "order"; expected a name; to use a reserved word as a name, put it in double quotes
        CREATE TABLE t (a INT) WITH (a = 'b') | 1:30 Unexpected "a"; expected a string
        CREATE VIEW v AS SELECT 1 WITH ('a' = 'b') | 1:27 Unexpected "WITH"; the properties of a view stand before its AS
        CREATE VIEW v SELECT 1 | 1:15 Unexpected "SELECT"; expected AS, WITH or "("
        SELECT 1 SELECT 2 | 1:10 Unexpected "SELECT"; perhaps a semicolon is missing before it
        SELEC 1 | 1:1 No statement begins with SELEC
        SELEC a FROM t | 1:1 No statement begins with SELEC
        1 + 2 | 1:1 This is an expression; a query begins with SELECT or VALUES
        DECLARE v | 1:1 DECLARE is followed by RECURSIVE VIEW
        SELECT 'abc | 1:8 This string is not closed: a single quote is missing
        SELECT "abc | 1:8 This name is not closed: a double quote is missing on its line
        SELECT `a` | 1:8 Names are put in double quotes, not in backticks
        SELECT a # b | 1:10 Unexpected #; comments begin with --
        SELECT @a | 1:8 Unexpected character @
        SELECT x'ag' | 1:8 Binary literal string must contain only characters '0' - '9', 'A' - 'F'
        SELECT 1; /* open | 1:11 This comment is not closed: */ is missing
        """)
    void messagesSayWhatAndWhere(String text, String expected) {
        assertThat(mistake(text)).isEqualTo(expected);
    }

    @Test
    void everyStatementIsCheckedWhateverComesBefore() {
        ParsedProgram program = new SqlProgramParser().parse("""
                        CREATE TABLE t (a INT);
                        CREATE TABEL u (a INT);
                        SELECT ';' FROM;
                        -- ; nothing here
                        CREATE VIEW v AS SELECT a FROM t;
                        SELECT (1;
                        """);
        assertThat(program.hasErrors()).isTrue();
        assertThat(program.statements())
                .extracting(ParsedStatement::kind)
                .containsExactly(StatementKind.CREATE_TABLE, StatementKind.CREATE_VIEW);
        assertThat(program.diagnostics())
                .extracting(d -> String.valueOf(d.position()))
                .containsExactly("2:8", "3:16", "6:10");
    }

    @Test
    void deepNestingIsAMistakeNotACrash() {
        assertThat(mistake("SELECT " + "(".repeat(100_000) + "1")).endsWith("This statement is nested too deeply");
    }

    @Test
    void anAloneStatementCountsFromItself() {
        StatementText second =
                new StatementSplitter().feed("SELECT 1;\n  SELECT FROM t;").get(1);
        ParseOutcome.Failed failed = (ParseOutcome.Failed) new SqlProgramParser().parse(second.alone());
        assertThat(failed.diagnostic().position()).hasToString("1:8");
        assertThat(List.of(second.position())).hasToString("[2:3]");
    }
}
