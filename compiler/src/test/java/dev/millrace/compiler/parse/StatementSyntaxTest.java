package dev.millrace.compiler.parse;

import static dev.millrace.compiler.parse.Parsing.mistake;
import static dev.millrace.compiler.parse.Parsing.parse;
import static dev.millrace.compiler.parse.Parsing.roundTrip;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.parse.syntax.ColumnOption;
import dev.millrace.compiler.parse.syntax.CreateTable;
import dev.millrace.compiler.parse.syntax.CreateType;
import dev.millrace.compiler.parse.syntax.CreateView;
import dev.millrace.compiler.parse.syntax.DeclareLateness;
import org.apache.calcite.sql.SqlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementSyntaxTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        create table | CREATE TABLE "t" ("a" INTEGER NOT NULL PRIMARY KEY, "b" VARCHAR NULL, PRIMARY KEY ("a", "b"))
        create table | CREATE TABLE "t" ("a" INTEGER NULL FOREIGN KEY REFERENCES "u" ("k"), FOREIGN KEY ("a") REFERENCES "u" ("k"))
        create table | CREATE TABLE "t" ("a" TIMESTAMP NOT NULL LATENESS INTERVAL '1' HOUR WATERMARK INTERVAL '2' DAY)
        create table | CREATE TABLE "t" ("a" VARCHAR NULL INTERNED DEFAULT 'x') WITH ('connectors' = '[]', 'materialized' = 'true')
        create view | CREATE VIEW "v" ("a", "b") WITH ('emit_final' = 'a') AS SELECT 1, 2
        create view | CREATE LOCAL VIEW "v" AS SELECT * FROM "t"
        create view | CREATE MATERIALIZED VIEW "v" AS VALUES ROW(1, 2), ROW(3, 4)
        create type | CREATE TYPE "p" AS ("x" INTEGER, "y" VARCHAR NOT NULL, "z" INTEGER ARRAY NULL)
        create type | CREATE TYPE "p" AS DECIMAL(10, 2) NOT NULL
        create function | CREATE FUNCTION "f" ("x" INTEGER NOT NULL, "y" VARCHAR) RETURNS INTEGER NOT NULL AS "x" + 1
        create function | CREATE FUNCTION "f" () RETURNS TIMESTAMP NULL
        create aggregate | CREATE AGGREGATE "f" ("x" INTEGER) RETURNS INTEGER NULL
        create aggregate | CREATE LINEAR AGGREGATE "f" ("x" INTEGER) RETURNS INTEGER NULL
        create index | CREATE INDEX "i" ON "v" ("a", "b")
        declare recursive view | DECLARE RECURSIVE VIEW "v" ("a" INTEGER NOT NULL, "b" VARCHAR)
        lateness | LATENESS "v"."ts" INTERVAL '1' HOUR
        set | SET "x" = 'y'
        drop table | DROP TABLE "t"
        drop view | DROP VIEW IF EXISTS "v"
        drop type | DROP TYPE "p"
        drop function | DROP FUNCTION "f"
        drop aggregate | DROP AGGREGATE "f"
        drop index | DROP INDEX "i"
        insert | INSERT INTO "t" ("a") VALUES ROW(1), ROW(2)
        insert | INSERT INTO "t" SELECT 1
        remove | REMOVE FROM "t" VALUES ROW(1, 'a')
        remove | REMOVE FROM "t" ("a") SELECT 1
        delete | DELETE FROM "t" WHERE "a" = 1
        update | UPDATE "t" SET "a" = 1 WHERE "b"
        begin | BEGIN
        commit | COMMIT
        select | SELECT 1
        select | WITH "q" AS (SELECT 1) SELECT * FROM "q"
        select | VALUES ROW(1)
        """)
    void statementsAreWrittenBackAsTheyWere(String kind, String text) {
        assertThat(roundTrip(text)).isEqualTo(text);
        assertThat(new SqlProgramParser()
                        .parse(text)
                        .statements()
                        .getFirst()
                        .kind()
                        .label())
                .isEqualTo(kind);
    }

    @Test
    void theOptionsOfAColumnStandInAnyOrder() {
        CreateTable table = (CreateTable) parse("CREATE TABLE t (a INT DEFAULT 1 + 2 LATENESS 5 PRIMARY KEY NOT NULL)");
        var column = table.columns().getFirst();
        assertThat(column.type().getNullable()).isFalse();
        assertThat(column.option(ColumnOption.PrimaryKey.class)).isNotNull();
        assertThat(requireNonNull(column.option(ColumnOption.DefaultValue.class))
                        .expression())
                .hasToString("1 + 2");
        assertThat(requireNonNull(column.option(ColumnOption.Lateness.class)).expression())
                .hasToString("5");
        assertThat(column.option(ColumnOption.Watermark.class)).isNull();
    }

    @Test
    void propertiesKeepTheirTextAndOrder() {
        CreateView view = (CreateView) parse("CREATE VIEW v WITH ('b' = 'it''s', 'a' = '') AS SELECT 1");
        assertThat(view.properties().properties())
                .extracting(property -> property.name() + "=" + property.text())
                .containsExactly("b=it's", "a=");
        assertThat(view.kind()).isEqualTo(CreateView.Kind.PLAIN);
        assertThat(view.columns()).isNull();
    }

    @Test
    void fieldsThatSayNothingAboutNullLeaveItOpen() {
        CreateType type = (CreateType) parse("CREATE TYPE p AS (a INT, b INT NULL, c INT NOT NULL)");
        assertThat(requireNonNull(type.fields()))
                .extracting(field -> field.type().getNullable())
                .containsExactly(null, true, false);
        assertThat(type.alias()).isNull();
    }

    @Test
    void latenessNamesViewAndColumn() {
        DeclareLateness lateness = (DeclareLateness) parse("LATENESS V.\"Ts\" INTERVAL 1 HOUR");
        assertThat(lateness.view().getSimple()).isEqualTo("v");
        assertThat(lateness.column().getSimple()).isEqualTo("Ts");
    }

    @Test
    void positionsCountFromTheStartOfTheProgram() {
        ParsedProgram program = new SqlProgramParser().parse("SELECT 1;\n\n  CREATE VIEW v AS\n\tSELECT a;");
        ParsedStatement second = program.statements().get(1);
        assertThat(second.position()).hasToString("3:3");
        SqlNode query = ((CreateView) second.node()).query();
        assertThat(query.getParserPosition().getLineNum()).isEqualTo(4);
        assertThat(query.getParserPosition().getColumnNum()).isEqualTo(2);
        assertThat(second.text()).isEqualTo("CREATE VIEW v AS\n\tSELECT a");
        assertThat(second.end()).isEqualTo(second.start() + second.text().length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        CREATE OR REPLACE VIEW v AS SELECT 1 | 1:11 There is no OR REPLACE; drop the object first
        CREATE TABLE IF NOT EXISTS t (a INT) | 1:17 There is no CREATE TABLE IF NOT EXISTS
        CREATE TABLE t (a INT UNIQUE) | 1:23 A column can be PRIMARY KEY, REFERENCES, NOT NULL, DEFAULT, LATENESS, WATERMARK or INTERNED, nothing else
        CREATE TABLE t (a INT, CHECK (a > 1)) | 1:30 Of the constraints, tables have only PRIMARY KEY and FOREIGN KEY
        CREATE TABLE t (a INT, PRIMARY KEY (a), PRIMARY KEY (a)) | 1:53 A table has one PRIMARY KEY
        CREATE TABLE t (a INT PRIMARY KEY PRIMARY KEY) | 1:35 This is said twice about column a
        CREATE TABLE t (a INT NULL NOT NULL) | 1:32 It is already said whether the column may be NULL
        CREATE TABLE t (a FLOAT) | 1:19 There is no type FLOAT; use REAL (32 bits) or DOUBLE (64 bits)
        CREATE TABLE t (a INT) WITH ('a' = 'b' 'c') | 1:36 Properties are plain strings: 'key' = 'value'
        LATENESS v INTERVAL '1' DAY | 1:10 LATENESS is declared for view.column
        EXPLAIN PLAN FOR SELECT 1 | 1:1 There is no EXPLAIN statement
        UPSERT INTO t VALUES (1) | 1:1 There is no UPSERT statement
        """)
    void whatDoesNotExistIsRefusedByName(String text, String mistake) {
        assertThat(mistake(text)).isEqualTo(mistake);
    }
}
