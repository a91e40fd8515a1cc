package dev.millrace.functions;

import org.junit.jupiter.api.Test;

final class ArithmeticTest {
    @Test
    void integersAreExactAndCheckedAgainstTheResultType() {
        FunctionTable.check("""
                + | INTEGER 2 | INTEGER 3 => INTEGER 5
                + | INTEGER 2147483647 | INTEGER 1 => INTEGER !Overflow
                + | INTEGER 2147483647 | INTEGER 1 => BIGINT 2147483648
                + | BIGINT 9223372036854775807 | BIGINT 1 => BIGINT !Overflow
                - | TINYINT -128 | TINYINT 1 => TINYINT !Overflow
                - | UTINYINT 1 | UTINYINT 2 => UTINYINT !Overflow
                * | BIGINT -9223372036854775808 | BIGINT -1 => BIGINT !Overflow
                * | SMALLINT 200 | SMALLINT 200 => SMALLINT !Overflow
                + | UBIGINT 9223372036854775807 | UBIGINT 1 => UBIGINT 9223372036854775808
                + | UBIGINT 18446744073709551615 | UBIGINT 1 => UBIGINT !Overflow
                / | UBIGINT 18446744073709551615 | UBIGINT 2 => UBIGINT 9223372036854775807
                """);
    }

    @Test
    void divisionTruncatesAndRemainderHasTheSignOfTheDividend() {
        FunctionTable.check("""
                / | INTEGER 7 | INTEGER 2 => INTEGER 3
                / | INTEGER -7 | INTEGER 2 => INTEGER -3
                % | INTEGER -7 | INTEGER 2 => INTEGER -1
                MOD | INTEGER 7 | INTEGER -2 => INTEGER 1
                % | DECIMAL(5,2) 7.50 | DECIMAL(5,2) 2.00 => DECIMAL(5,2) 1.50
                / | INTEGER 7 | INTEGER 0 => INTEGER !DivisionByZero
                % | INTEGER 7 | INTEGER 0 => INTEGER !DivisionByZero
                / | DECIMAL(5,2) 7 | DECIMAL(5,2) 0 => DECIMAL(10,4) !DivisionByZero
                / | INTEGER -2147483648 | INTEGER -1 => INTEGER !Overflow
                / | BIGINT -9223372036854775808 | BIGINT -1 => BIGINT !Overflow
                % | BIGINT -9223372036854775808 | BIGINT -1 => BIGINT 0
                DIV_NULL | INTEGER 7 | INTEGER 0 => INTEGER NULL
                DIV_NULL | INTEGER 7 | INTEGER 2 => INTEGER 3
                DIV_NULL | DOUBLE 7 | INTEGER 0 => DOUBLE NULL
                DIV_NULL | INTEGER -2147483648 | INTEGER -1 => INTEGER NULL
                """);
    }

    @Test
    void decimalsAreTruncatedToTheResultScale() {
        FunctionTable.check("""
                / | DECIMAL(5,2) 2 | DECIMAL(5,2) 3 => DECIMAL(10,6) 0.666666
                * | DECIMAL(5,2) 1.99 | DECIMAL(5,2) 1.99 => DECIMAL(5,2) 3.96
                + | DECIMAL(3,1) 99.9 | DECIMAL(3,1) 0.1 => DECIMAL(3,1) !Overflow
                + | DECIMAL(38,0) 99999999999999999999999999999999999999 | INTEGER 1 => DECIMAL(38,0) !Overflow
                * | DECIMAL(10,2) 2.50 | INTEGER 3 => DECIMAL(12,2) 7.50
                NEGATE | DECIMAL(5,2) 2.50 => DECIMAL(5,2) -2.50
                """);
    }

    @Test
    void floatingPointNumbersFollowIeee() {
        FunctionTable.check("""
                / | DOUBLE 1 | DOUBLE 0 => DOUBLE inf
                / | DOUBLE -1 | DOUBLE 0 => DOUBLE -inf
                / | DOUBLE 0 | DOUBLE 0 => DOUBLE NaN
                % | DOUBLE 5 | DOUBLE 0 => DOUBLE NaN
                + | DOUBLE 0.1 | DOUBLE 0.2 => DOUBLE 0.30000000000000004
                + | REAL 0.1 | REAL 0.2 => REAL 0.3
                * | DOUBLE 1e308 | DOUBLE 10 => DOUBLE inf
                + | DOUBLE 1.5 | INTEGER 1 => DOUBLE 2.5
                """);
    }

    @Test
    void anyNullOperandGivesNull() {
        FunctionTable.check("""
                + | INTEGER NULL | INTEGER 1 => INTEGER NULL
                / | INTEGER NULL | INTEGER 0 => INTEGER NULL
                NEGATE | INTEGER NULL => INTEGER NULL
                """);
    }

    @Test
    void negatingTheLeastIntegerOverflows() {
        FunctionTable.check("""
                NEGATE | TINYINT -128 => TINYINT !Overflow
                NEGATE | BIGINT -9223372036854775808 => BIGINT !Overflow
                NEGATE | DOUBLE 1.5 => DOUBLE -1.5
                ABS | INTEGER -2147483648 => INTEGER !Overflow
                ABS | DECIMAL(5,2) -1.50 => DECIMAL(5,2) 1.50
                """);
    }

    @Test
    void timesMoveByIntervals() {
        FunctionTable.check("""
                + | TIMESTAMP '2024-01-31 10:00:00' | MONTH 1 => TIMESTAMP '2024-02-29 10:00:00'
                + | TIMESTAMP '2024-01-31 10:00:00' | DAY 1 => TIMESTAMP '2024-02-01 10:00:00'
                - | TIMESTAMP '2024-03-31 10:00:00' | MONTH 1 => TIMESTAMP '2024-02-29 10:00:00'
                + | DATE 2024-01-31 | YEAR 1 => DATE 2025-01-31
                + | DATE 2024-01-31 | YEAR 90000000 => DATE !Overflow
                + | DAY 1 | DATE 2024-02-28 => DATE 2024-02-29
                - | DATE 1998-12-01 | DAY 90 => DATE 1998-09-02
                + | TIME 23:00:00 | HOUR 2 => TIME 01:00:00
                - | TIME 01:00:00 | HOUR 2 => TIME 23:00:00
                - | TIMESTAMP '2024-01-02 00:00:01' | TIMESTAMP '2024-01-01 00:00:00' => SECOND 86401.000000
                - | DATE 2024-01-02 | DATE 2024-01-01 => DAY 1
                - | TIMESTAMP '2024-03-01 00:00:00' | TIMESTAMP '2024-01-31 00:00:00' => MONTH 1
                * | DAY 2 | INTEGER 3 => DAY 6
                * | DOUBLE 1.5 | HOUR 2 => HOUR 3
                / | HOUR 3 | INTEGER 2 => HOUR_TO_MINUTE 1:30
                + | HOUR 1 | MINUTE 30 => HOUR_TO_MINUTE 1:30
                / | HOUR 3 | INTEGER 0 => HOUR !DivisionByZero
                """);
    }
}
