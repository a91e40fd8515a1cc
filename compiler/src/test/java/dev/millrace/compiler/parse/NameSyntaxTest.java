package dev.millrace.compiler.parse;

import static dev.millrace.compiler.parse.Parsing.parse;
import static dev.millrace.compiler.parse.Parsing.write;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameSyntaxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "value",
                "user",
                "date",
                "time",
                "timestamp",
                "year",
                "month",
                "day",
                "start",
                "end",
                "position",
                "count",
                "min",
                "max",
                "language",
                "method",
                "result",
                "period",
                "stream",
                "measure",
                "condition",
                "match",
                "text",
                "string",
                "number",
                "index",
                "aggregate",
                "remove",
                "lateness",
                "watermark",
                "linear",
                "now",
                "to",
                "of",
                "open",
                "close",
                "type",
                "key",
                "map",
                "name",
                "data",
                "current",
                "next",
                "last",
                "first",
                "cursor",
                "sql",
                "between",
                "true",
                "false",
                "unknown",
                "a$b",
                "\u00e9t\u00e9",
                "_x",
            })
    void wordsThatAreNotReserved(String word) {
        parse("CREATE TABLE t (" + word + " INT NOT NULL, b INT)");
        parse("CREATE VIEW " + word + " AS SELECT x AS " + word + " FROM " + word);
        parse("SELECT t." + word + ", " + word + ", sum(" + word + ") FROM t WHERE " + word + " > 1 GROUP BY " + word);
    }

    @Test
    void unquotedNamesAreLowerCaseAndQuotedNamesStay() {
        SqlNode select = parse("SELECT Ab, \"Ab\", \"a\"\"b\", U&\"d!0061ta\" UESCAPE '!', T.\"C\" FROM \"T\"");
        assertThat(write(select)).isEqualTo("SELECT \"ab\", \"Ab\", \"a\"\"b\", \"data\", \"t\".\"C\" FROM \"T\"");
    }

    @Test
    void aNameMayBeginWithDigits() {
        assertThat(write(parse("SELECT 1a, 2x AS 3y, 4e5, 6 b FROM 7t")))
                .isEqualTo("SELECT \"1a\", \"2x\" AS \"3y\", 4E5, 6 AS \"b\" FROM \"7t\"");
    }

    @Test
    void aStringMayBeAnAlias() {
        assertThat(write(parse("SELECT a AS 'Day', b 'x' FROM t")))
                .isEqualTo("SELECT \"a\" AS \"Day\", \"b\" AS \"x\" FROM \"t\"");
    }

    @Test
    void datePartsAreFunctionsAndNames() {
        SqlSelect select = (SqlSelect) parse("SELECT year(x), user, date(1), year FROM t");
        assertThat(select.getSelectList()).hasSize(4);
    }
}
