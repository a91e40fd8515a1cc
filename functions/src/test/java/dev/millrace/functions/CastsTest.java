package dev.millrace.functions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class CastsTest {
    @Test
    void narrowingChecksTheRange() {
        FunctionTable.check("""
                CAST | INTEGER 127 => TINYINT 127
                CAST | INTEGER 128 => TINYINT !Overflow
                CAST | INTEGER -129 => TINYINT !Overflow
                CAST | INTEGER -1 => UINTEGER !Overflow
                CAST | BIGINT -1 => UBIGINT !Overflow
                CAST | UBIGINT 18446744073709551615 => BIGINT !Overflow
                CAST | UBIGINT 18446744073709551615 => DOUBLE 18446744073709552000
                CAST | UBIGINT 18446744073709551615 => DECIMAL(38,0) 18446744073709551615
                SAFE_CAST | INTEGER 128 => TINYINT NULL
                """);
    }

    @Test
    void decimalsAndFloatsTruncateTowardsZero() {
        FunctionTable.check("""
                CAST | DECIMAL(5,2) 2.99 => INTEGER 2
                CAST | DECIMAL(5,2) -2.99 => INTEGER -2
                CAST | DOUBLE 2.99 => INTEGER 2
                CAST | DOUBLE 1e10 => INTEGER !Overflow
                CAST | DOUBLE NaN => INTEGER !BadCast
                CAST | DECIMAL(5,2) 2.99 => DECIMAL(5,1) 2.9
                CAST | DECIMAL(5,2) 999.99 => DECIMAL(3,2) !Overflow
                CAST | DOUBLE 0.1 => DECIMAL(20,18) 0.100000000000000000
                CAST | INTEGER 5 => DECIMAL(3,2) 5.00
                CAST | DOUBLE 1e300 => REAL inf
                CAST | BOOLEAN true => INTEGER 1
                CAST | INTEGER 2 => BOOLEAN true
                """);
    }

    @Test
    void textIsParsed() {
        FunctionTable.check("""
                CAST | VARCHAR ' 12 ' => INTEGER 12
                CAST | VARCHAR 12x => INTEGER !BadCast
                CAST | VARCHAR 300 => TINYINT !Overflow
                CAST | VARCHAR 1.125 => DECIMAL(5,2) 1.12
                CAST | VARCHAR 1.135 => DECIMAL(5,2) 1.14
                CAST | VARCHAR 1000 => DECIMAL(5,2) !Overflow
                CAST | VARCHAR ' TRUE ' => BOOLEAN true
                CAST | VARCHAR yes => BOOLEAN !BadCast
                CAST | VARCHAR ' NaN ' => DOUBLE NaN
                CAST | VARCHAR -Infinity => DOUBLE -inf
                CAST | VARCHAR 1e3 => DOUBLE 1000
                CAST | VARCHAR 0x10 => DOUBLE !BadCast
                CAST | VARCHAR 2024-02-30 => DATE !BadCast
                CAST | VARCHAR '2024-02-29 12:30:00.5' => TIMESTAMP '2024-02-29 12:30:00.500000'
                CAST | VARCHAR '2024-02-29 12:30:00 +02:00' => TIMESTAMPTZ '2024-02-29 10:30:00'
                CAST | VARCHAR '2024-02-29 12:30:00 America/New_York' => TIMESTAMPTZ '2024-02-29 17:30:00'
                CAST | VARCHAR 25:00:00 => TIME !BadCast
                CAST | VARCHAR 12:30 => TIME 12:30:00
                CAST | VARCHAR 123e4567e89b12d3a456426655440000 => UUID 123e4567-e89b-12d3-a456-426655440000
                CAST | VARCHAR {123E4567-e89b-12d3-a456-426655440000} => UUID 123e4567-e89b-12d3-a456-426655440000
                CAST | VARCHAR ' 123e4567-e89b-12d3-a456-426655440000' => UUID !BadCast
                CAST | VARCHAR {123e4567-e89b-12d3-a456-426655440000 => UUID !BadCast
                CAST | VARCHAR nonsense => UUID !BadCast
                SAFE_CAST | VARCHAR 12x => INTEGER NULL
                CAST | VARCHAR NULL => INTEGER NULL
                """);
    }

    @Test
    void valuesBecomeText() {
        FunctionTable.check("""
                CAST | BOOLEAN true => VARCHAR TRUE
                CAST | DECIMAL(5,2) 1.5 => VARCHAR 1.50
                CAST | DOUBLE 1 => VARCHAR 1.0
                CAST | DOUBLE 1e16 => VARCHAR 1e16
                CAST | DOUBLE 123456789012345680 => VARCHAR 1.2345678901234568e17
                CAST | DOUBLE 0.00001 => VARCHAR 0.00001
                CAST | DOUBLE 0.0000016631 => VARCHAR 1.6631e-6
                CAST | DOUBLE 0.0001 => VARCHAR 0.0001
                CAST | REAL 57681.18 => VARCHAR 57681.18
                CAST | REAL 1.5927495e12 => VARCHAR 1592749500000.0
                CAST | DOUBLE -inf => VARCHAR -inf
                CAST | TIMESTAMP '2024-01-01 10:00:00' => VARCHAR '2024-01-01 10:00:00'
                CAST | TIMESTAMP '2024-01-01 10:00:00.123' => VARCHAR '2024-01-01 10:00:00.123000'
                CAST | TIMESTAMPTZ '2024-01-01 10:00:00' => VARCHAR '2024-01-01 10:00:00 +00:00'
                CAST | UBIGINT 18446744073709551615 => VARCHAR 18446744073709551615
                CAST | VARBINARY 0b16 => VARCHAR 0b16
                CAST | DAY_TO_SECOND '-3 04:05:06' => VARCHAR '-3 04:05:06'
                CAST | YEAR_TO_MONTH 1-11 => VARCHAR +1-11
                CAST | SECOND 5 => VARCHAR +5.000000
                CAST | HOUR_TO_SECOND 27:01:02 => VARCHAR +27:01:02.000000
                """);
    }

    @Test
    void textHasALengthInCodePoints() {
        FunctionTable.check("""
                CAST | VARCHAR hello => CHAR(7) 'hello  '
                CAST | VARCHAR hello => CHAR(3) hel
                CAST | VARCHAR hello => VARCHAR(3) hel
                CAST | CHAR(7) 'hello  ' => VARCHAR 'hello  '
                CAST | VARCHAR 🐍🐍🐍 => VARCHAR(2) 🐍🐍
                """);
    }

    @Test
    void binaryValuesArePaddedOnTheRightAndIntegersOnTheLeft() {
        FunctionTable.check("""
                CAST | VARBINARY 0102 => BINARY(3) 010200
                CAST | VARBINARY 010203 => BINARY(2) 0102
                CAST | INTEGER 258 => BINARY(2) 0102
                CAST | INTEGER 258 => BINARY(6) 000000000102
                CAST | VARCHAR hi => VARBINARY 6869
                CAST | UUID 123e4567-e89b-12d3-a456-426655440000 => BINARY(16) 123e4567e89b12d3a456426655440000
                CAST | BINARY(2) 1234 => UUID !BadCast
                CAST | BINARY(16) 123e4567e89b12d3a456426655440000 => UUID 123e4567-e89b-12d3-a456-426655440000
                """);
    }

    @Test
    void timesConvertAmongThemselvesAndToMilliseconds() {
        FunctionTable.check("""
                CAST | TIME 10:00:00 => TIMESTAMP '1970-01-01 10:00:00'
                CAST | DATE 2024-01-01 => TIMESTAMP '2024-01-01 00:00:00'
                CAST | TIMESTAMP '1969-12-31 23:59:59' => DATE 1969-12-31
                CAST | TIMESTAMP '1969-12-31 23:59:59' => TIME 23:59:59
                CAST | BIGINT 1592749424123 => TIMESTAMP '2020-06-21 14:23:44.123'
                CAST | TIMESTAMP '2020-06-21 14:23:44.123654' => BIGINT 1592749424123
                CAST | HOUR_TO_MINUTE 1:30 => INTEGER 90
                CAST | YEAR 2 => INTEGER 2
                CAST | INTEGER 3 => DAY 3
                """);
    }

    @Test
    void variantsTakeAnythingAndGiveNullWhereItDoesNotFit() {
        FunctionTable.check("""
                CAST | INTEGER 5 => VARIANT 5
                CAST | VARIANT 5 => TINYINT 5
                CAST | VARIANT 500 => TINYINT NULL
                CAST | VARIANT "x" => VARCHAR x
                CAST | VARIANT "2024-01-01" => DATE 2024-01-01
                CAST | VARIANT null => INTEGER NULL
                CAST | VARIANT [1] => VARCHAR NULL
                CAST | VARIANT {"a":1} => INTEGER NULL
                """);
    }

    @Test
    void typesWithoutConversionAreRefused() {
        assertThatThrownBy(() -> ScalarFunctions.cast(FunctionTable.type("BOOLEAN"), FunctionTable.type("DATE"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BOOLEAN")
                .hasMessageContaining("DATE");
    }
}
