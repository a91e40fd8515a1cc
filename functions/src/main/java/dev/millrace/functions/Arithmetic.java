package dev.millrace.functions;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The arithmetic operators on numbers. The type of the result decides the arithmetic: integers are exact and checked against the
 * range of the result; decimals are computed exactly, truncated to its scale and checked against its precision; floating point
 * numbers follow IEEE 754.
 */
final class Arithmetic {
    /** More digits than any result keeps, so that truncating twice is truncating once. */
    private static final int SCALE_MAX = 40;

    private Arithmetic() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Arithmetic");
        catalogue.strict(
                "+", "x + y: sum; also of dates and intervals.", Arithmetic::fails, s -> bind(Operation.ADD, s));
        catalogue.strict(
                "-",
                "x - y: difference; also of dates and intervals.",
                Arithmetic::fails,
                s -> bind(Operation.SUBTRACT, s));
        catalogue.strict(
                "*",
                "x * y: product; also of an interval and a number.",
                Arithmetic::fails,
                s -> bind(Operation.MULTIPLY, s));
        catalogue.strict(
                "/", "x / y: quotient; of integers truncated.", Arithmetic::fails, s -> bind(Operation.DIVIDE, s));
        catalogue.strict(
                "%", "x % y: remainder, with the sign of x.", Arithmetic::fails, s -> bind(Operation.REMAINDER, s));
        catalogue.alias("MOD", "%");
        catalogue.strict("NEGATE", "-x: opposite.", Arithmetic::fails, Arithmetic::negation);
        catalogue.strict(
                "DIV_NULL",
                "DIV_NULL(x, y): x / y, NULL if y is 0 or the quotient too great.",
                Arithmetic::nullDivision);
    }

    /** The operations of two operands. */
    enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER;

        private boolean divides() {
            return this == DIVIDE || this == REMAINDER;
        }
    }

    static ScalarFunction bind(Operation operation, Signature signature) {
        return switch (signature.result()) {
            case IntegerType type -> integers(operation, signature, type);
            case DecimalType type -> decimals(operation, signature, type);
            case FloatingType type -> floating(operation, signature, type);
            default -> TimeArithmetic.bind(operation, signature);
        };
    }

    private static boolean fails(Signature signature) {
        return !(signature.result() instanceof FloatingType);
    }

    private static ScalarFunction integers(Operation operation, Signature signature, IntegerType type) {
        SqlType left = signature.operand(0);
        SqlType right = signature.operand(1);
        if (Numbers.isPlainLong(left) && Numbers.isPlainLong(right) && Numbers.isPlainLong(type)) {
            return a ->
                    Numbers.toInteger(longs(operation, Arguments.integer(a, 0), Arguments.integer(a, 1), type), type);
        }
        if (left instanceof IntegerType && right instanceof IntegerType) {
            return a -> {
                BigInteger x = Numbers.integer(Arguments.integer(a, 0), left);
                BigInteger y = Numbers.integer(Arguments.integer(a, 1), right);
                checkDivisor(operation, y.signum() == 0);
                return Numbers.toInteger(integers(operation, x, y), type);
            };
        }
        return exact(operation, signature, type);
    }

    private static long longs(Operation operation, long x, long y, SqlType type) {
        checkDivisor(operation, y == 0);
        try {
            return switch (operation) {
                case ADD -> Math.addExact(x, y);
                case SUBTRACT -> Math.subtractExact(x, y);
                case MULTIPLY -> Math.multiplyExact(x, y);
                case DIVIDE -> Math.divideExact(x, y);
                case REMAINDER -> x % y;
            };
        } catch (ArithmeticException e) {
            throw EvaluationException.overflow(integers(operation, BigInteger.valueOf(x), BigInteger.valueOf(y)), type);
        }
    }

    private static ScalarFunction decimals(Operation operation, Signature signature, DecimalType type) {
        if (operation != Operation.DIVIDE) {
            return exact(operation, signature, type);
        }
        SqlType left = signature.operand(0);
        SqlType right = signature.operand(1);
        return a -> {
            BigDecimal y = Numbers.exact(Arguments.value(a, 1), right);
            checkDivisor(operation, y.signum() == 0);
            BigDecimal x = Numbers.exact(Arguments.value(a, 0), left);
            return Numbers.toDecimal(x.divide(y, type.scale(), RoundingMode.DOWN), type);
        };
    }

    private static ScalarFunction exact(Operation operation, Signature signature, SqlType type) {
        SqlType left = signature.operand(0);
        SqlType right = signature.operand(1);
        return a -> {
            BigDecimal x = Numbers.exact(Arguments.value(a, 0), left);
            BigDecimal y = Numbers.exact(Arguments.value(a, 1), right);
            checkDivisor(operation, y.signum() == 0);
            return Numbers.fit(decimals(operation, x, y), type);
        };
    }

    private static ScalarFunction floating(Operation operation, Signature signature, FloatingType type) {
        SqlType left = signature.operand(0);
        SqlType right = signature.operand(1);
        return a -> {
            double x = Numbers.floating(Arguments.value(a, 0), left);
            double y = Numbers.floating(Arguments.value(a, 1), right);
            return Numbers.toFloating(doubles(operation, x, y), type);
        };
    }

    private static BigInteger integers(Operation operation, BigInteger x, BigInteger y) {
        return switch (operation) {
            case ADD -> x.add(y);
            case SUBTRACT -> x.subtract(y);
            case MULTIPLY -> x.multiply(y);
            case DIVIDE -> x.divide(y);
            case REMAINDER -> x.remainder(y);
        };
    }

    private static BigDecimal decimals(Operation operation, BigDecimal x, BigDecimal y) {
        return switch (operation) {
            case ADD -> x.add(y);
            case SUBTRACT -> x.subtract(y);
            case MULTIPLY -> x.multiply(y);
            case DIVIDE -> x.divide(y, SCALE_MAX, RoundingMode.DOWN);
            case REMAINDER -> x.remainder(y);
        };
    }

    private static double doubles(Operation operation, double x, double y) {
        return switch (operation) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case REMAINDER -> x % y;
        };
    }

    private static void checkDivisor(Operation operation, boolean zero) {
        if (zero && operation.divides()) {
            throw EvaluationException.divisionByZero();
        }
    }

    private static ScalarFunction negation(Signature signature) {
        SqlType operand = signature.operand(0);
        return switch (signature.result()) {
            case FloatingType type -> a -> -Numbers.floating(Arguments.value(a, 0), operand);
            case IntegerType type ->
                a -> Numbers.toInteger(
                        Numbers.integer(Arguments.integer(a, 0), operand).negate(), type);
            case DecimalType type ->
                a -> Numbers.toDecimal(
                        Numbers.exact(Arguments.value(a, 0), operand).negate(), type);
            default -> a -> TimeArithmetic.checked(() -> Math.negateExact(Arguments.integer(a, 0)), signature.result());
        };
    }

    private static ScalarFunction nullDivision(Signature signature) {
        ScalarFunction division = Casts.safe(bind(Operation.DIVIDE, signature));
        SqlType divisor = signature.operand(1);
        return a -> Numbers.floating(Arguments.value(a, 1), divisor) == 0 ? null : division.apply(a);
    }
}
