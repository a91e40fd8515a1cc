package dev.millrace.functions;

import org.junit.jupiter.api.Test;

final class ComparisonsTest {
    @Test
    void numbersOfDifferentTypesCompareByValue() {
        FunctionTable.check("""
                = | INTEGER 1 | DECIMAL(5,2) 1.00 => BOOLEAN true
                < | INTEGER 1 | DOUBLE 1.5 => BOOLEAN true
                > | UBIGINT 18446744073709551615 | BIGINT 1 => BOOLEAN true
                > | UBIGINT 18446744073709551615 | UBIGINT 1 => BOOLEAN true
                <= | DATE 2024-01-01 | TIMESTAMP '2024-01-01 00:00:00' => BOOLEAN true
                <> | VARCHAR a | VARCHAR b => BOOLEAN true
                """);
    }

    @Test
    void nanIsGreatestAndEqualToItself() {
        FunctionTable.check("""
                = | DOUBLE NaN | DOUBLE NaN => BOOLEAN true
                > | DOUBLE NaN | DOUBLE inf => BOOLEAN true
                = | DOUBLE 0 | DOUBLE -0 => BOOLEAN true
                """);
    }

    @Test
    void nullIsUnknownExceptToTheDistinctOperators() {
        FunctionTable.check("""
                = | INTEGER NULL | INTEGER NULL => BOOLEAN NULL
                < | INTEGER NULL | INTEGER 1 => BOOLEAN NULL
                IS DISTINCT FROM | INTEGER NULL | INTEGER 1 => BOOLEAN true
                IS DISTINCT FROM | INTEGER NULL | INTEGER NULL => BOOLEAN false
                IS NOT DISTINCT FROM | INTEGER NULL | INTEGER NULL => BOOLEAN true
                NULLIF | INTEGER 1 | INTEGER 1 => INTEGER NULL
                NULLIF | INTEGER 1 | INTEGER NULL => INTEGER 1
                """);
    }

    @Test
    void greatestAndLeast() {
        FunctionTable.check("""
                GREATEST | INTEGER 1 | INTEGER 3 | INTEGER 2 => INTEGER 3
                LEAST | INTEGER 2 | DECIMAL(3,1) 1.5 => DECIMAL(11,1) 1.5
                GREATEST | INTEGER 1 | INTEGER NULL => INTEGER NULL
                GREATEST_IGNORE_NULLS | INTEGER 1 | INTEGER NULL => INTEGER 1
                LEAST_IGNORE_NULLS | INTEGER NULL | INTEGER NULL => INTEGER NULL
                """);
    }

    @Test
    void truthHasThreeValues() {
        FunctionTable.check("""
                AND | BOOLEAN NULL | BOOLEAN false => BOOLEAN false
                AND | BOOLEAN NULL | BOOLEAN true => BOOLEAN NULL
                OR | BOOLEAN NULL | BOOLEAN true => BOOLEAN true
                OR | BOOLEAN NULL | BOOLEAN false => BOOLEAN NULL
                NOT | BOOLEAN NULL => BOOLEAN NULL
                NOT | BOOLEAN true => BOOLEAN false
                IS NULL | BOOLEAN NULL => BOOLEAN true
                IS NOT NULL | BOOLEAN NULL => BOOLEAN false
                IS TRUE | BOOLEAN NULL => BOOLEAN false
                IS NOT TRUE | BOOLEAN NULL => BOOLEAN true
                IS FALSE | BOOLEAN false => BOOLEAN true
                IS NOT FALSE | BOOLEAN NULL => BOOLEAN true
                COALESCE | INTEGER NULL | INTEGER 2 => INTEGER 2
                COALESCE | INTEGER NULL | INTEGER NULL => INTEGER NULL
                IF | BOOLEAN NULL | INTEGER 1 | INTEGER 2 => INTEGER 2
                """);
    }
}
