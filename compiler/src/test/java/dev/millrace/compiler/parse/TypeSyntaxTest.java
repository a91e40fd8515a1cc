package dev.millrace.compiler.parse;

import static dev.millrace.compiler.parse.Parsing.roundTrip;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeSyntaxTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        bool                        | BOOLEAN
        int2                        | SMALLINT
        int                         | INTEGER
        int4                        | INTEGER
        signed                      | INTEGER
        int8                        | BIGINT
        int64                       | BIGINT
        tinyint unsigned            | TINYINT UNSIGNED
        smallint unsigned           | SMALLINT UNSIGNED
        int unsigned                | INTEGER UNSIGNED
        unsigned                    | INTEGER UNSIGNED
        bigint unsigned             | BIGINT UNSIGNED
        float4                      | REAL
        float32                     | REAL
        float8                      | DOUBLE
        float64                     | DOUBLE
        double precision            | DOUBLE
        dec(10, 2)                  | DECIMAL(10, 2)
        numeric(10)                 | DECIMAL(10)
        number                      | DECIMAL
        number(5, 2)                | DECIMAL(5, 2)
        char(3)                     | CHAR(3)
        character varying(10)       | VARCHAR(10)
        varchar                     | VARCHAR
        string                      | VARCHAR
        text                        | VARCHAR
        binary(3)                   | BINARY(3)
        varbinary                   | VARBINARY
        bytea                       | VARBINARY
        date                        | DATE
        time                        | TIME
        timestamp                   | TIMESTAMP
        timestamp(3)                | TIMESTAMP(3)
        datetime                    | TIMESTAMP
        timestamp with time zone    | TIMESTAMP WITH TIME ZONE
        uuid                        | UUID
        variant                     | VARIANT
        int array                   | INTEGER ARRAY
        int array array             | INTEGER ARRAY ARRAY
        map<varchar, map<int, int>> | MAP< VARCHAR, MAP< INTEGER, INTEGER > >
        map<text not null, int null>| MAP< VARCHAR, INTEGER NULL >
        row(a int, b text null)     | ROW("a" INTEGER, "b" VARCHAR NULL)
        my_type                     | "my_type"
        "My Type" array             | "My Type" ARRAY
        """)
    void typesAndTheirAliases(String text, String canonical) {
        assertThat(roundTrip("CREATE TABLE t (c " + text + ")"))
                .isEqualTo("CREATE TABLE \"t\" (\"c\" %s NULL)".formatted(canonical));
        assertThat(roundTrip("CREATE TABLE t (c " + text + " NOT NULL)"))
                .isEqualTo("CREATE TABLE \"t\" (\"c\" %s NOT NULL)".formatted(canonical));
        assertThat(roundTrip("SELECT CAST(x AS " + text + ")"))
                .isEqualTo("SELECT CAST(\"x\" AS %s)".formatted(canonical));
    }
}
