package dev.millrace.functions;

import org.junit.jupiter.api.Test;

final class RoundingTest {
    @Test
    void numbersAreRounded() {
        FunctionTable.check("""
                ROUND | DECIMAL(5,2) 2.50 => DECIMAL(5,0) 3
                ROUND | DECIMAL(5,2) -2.50 => DECIMAL(5,0) -3
                BROUND | DECIMAL(5,2) 2.50 => DECIMAL(5,0) 2
                ROUND | DECIMAL(5,2) 2.45 | INTEGER 1 => DECIMAL(5,2) 2.50
                ROUND | DECIMAL(5,2) 245.00 | INTEGER -1 => DECIMAL(5,2) 250.00
                TRUNCATE | DECIMAL(5,2) -2.59 | INTEGER 1 => DECIMAL(5,2) -2.50
                FLOOR | DECIMAL(5,2) -2.50 => DECIMAL(5,0) -3
                CEIL | DECIMAL(5,2) -2.50 => DECIMAL(5,0) -2
                ROUND | DOUBLE 2.5 => DOUBLE 3
                ROUND | DOUBLE 0.49999999999999994 => DOUBLE 0
                BROUND | DOUBLE 2.5 => DOUBLE 2
                ROUND | DOUBLE 2.345 | INTEGER 2 => DOUBLE 2.35
                TRUNCATE | DOUBLE -38.2711 | INTEGER 2 => DOUBLE -38.27
                FLOOR | INTEGER 5 => INTEGER 5
                SIGN | INTEGER -5 => INTEGER -1
                SIGN | DECIMAL(5,2) 0.50 => DECIMAL(5,2) 1.00
                SIGN | DOUBLE 0 => DOUBLE 0
                """);
    }

    @Test
    void logarithmsOfNegativeNumbersFail() {
        FunctionTable.check("""
                LN | DOUBLE 0 => DOUBLE -inf
                LN | DOUBLE -1 => DOUBLE !InvalidArgument
                LOG10 | INTEGER 1000 => DOUBLE 3
                LOG | DOUBLE 8 | DOUBLE 2 => DOUBLE 3
                SQRT | DOUBLE -1 => DOUBLE NaN
                POWER | DOUBLE -1 | DOUBLE inf => DOUBLE 1
                POWER | DOUBLE 2 | INTEGER 10 => DOUBLE 1024
                IS_NAN | DOUBLE NaN => BOOLEAN true
                IS_INF | DOUBLE -inf => BOOLEAN true
                FINITE_OR_NULL | DOUBLE inf => DOUBLE NULL
                PI => DOUBLE 3.141592653589793
                ASINH | DOUBLE -inf => DOUBLE -inf
                """);
    }
}
