package dev.millrace.functions;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Conversions between boxed numbers of any numeric type. */
final class Numbers {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private Numbers() {}

    static boolean isNumeric(SqlType type) {
        return type instanceof IntegerType || type instanceof DecimalType || type instanceof FloatingType;
    }

    /** Whether raw longs of this type compare and add as signed numbers. */
    static boolean isPlainLong(SqlType type) {
        return type instanceof IntegerType integer && (integer.signed() || integer.bits() < 64);
    }

    /** The exact value of a finite number. Throws BadCast for NaN and infinities. */
    static BigDecimal exact(Object value, SqlType type) {
        return switch (value) {
            case Long number -> new BigDecimal(integer(number, type));
            case BigDecimal number -> number;
            case Double number -> {
                if (!Double.isFinite(number)) {
                    throw new EvaluationException("BadCast", DoubleText.of(number) + " has no exact value");
                }
                yield new BigDecimal(number);
            }
            case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            default -> throw new IllegalArgumentException(type + " is not numeric");
        };
    }

    /** The value of an integer, respecting BIGINT UNSIGNED. */
    static BigInteger integer(long value, SqlType type) {
        BigInteger integer = BigInteger.valueOf(value);
        return value < 0 && !isPlainLong(type) && type instanceof IntegerType ? integer.add(TWO_TO_64) : integer;
    }

    /** The nearest double. */
    static double floating(Object value, SqlType type) {
        return switch (value) {
            case Long number ->
                number >= 0 || isPlainLong(type) || !(type instanceof IntegerType)
                        ? number
                        : integer(number, type).doubleValue();
            case BigDecimal number -> number.doubleValue();
            case Double number -> number;
            case Boolean truth -> truth ? 1 : 0;
            default -> throw new IllegalArgumentException(type + " is not numeric");
        };
    }

    /** The integer as a boxed value of the type. Throws Overflow. */
    static Long toInteger(BigInteger value, IntegerType type) {
        int bits = value.signum() < 0 ? value.bitLength() + 1 : value.bitLength() + (type.signed() ? 1 : 0);
        if (bits > type.bits() || value.signum() < 0 && !type.signed()) {
            throw EvaluationException.overflow(value, type);
        }
        return value.longValue();
    }

    /** The integer, known exactly, as a boxed value of the type. Throws Overflow. */
    static Long toInteger(long value, IntegerType type) {
        boolean fits = type.signed() || type.bits() < 64 ? value >= type.min() && value <= type.max() : value >= 0;
        if (!fits) {
            throw EvaluationException.overflow(value, type);
        }
        return value;
    }

    /** The number truncated to the scale of the type. Throws Overflow if it has more digits than the precision. */
    static BigDecimal toDecimal(BigDecimal value, DecimalType type) {
        return toDecimal(value, type, RoundingMode.DOWN);
    }

    static BigDecimal toDecimal(BigDecimal value, DecimalType type, RoundingMode rounding) {
        if (value.signum() != 0 && (long) value.precision() - value.scale() > type.precision()) {
            throw EvaluationException.overflow(value, type);
        }
        BigDecimal scaled = value.setScale(type.scale(), rounding);
        if (scaled.precision() > type.precision()) {
            throw EvaluationException.overflow(value.toPlainString(), type);
        }
        return scaled;
    }

    static Double toFloating(double value, FloatingType type) {
        return type.bits() == 32 ? (double) (float) value : value;
    }

    /** An exact number as a boxed value of a numeric type, truncated to what the type can hold. Throws Overflow. */
    static Object fit(BigDecimal value, SqlType type) {
        return switch (type) {
            case IntegerType integer -> toInteger(value.toBigInteger(), integer);
            case DecimalType decimal -> toDecimal(value, decimal);
            case FloatingType f -> f.bits() == 32 ? (double) value.floatValue() : value.doubleValue();
            default -> throw new IllegalArgumentException(type + " is not numeric");
        };
    }

    /** A double as a boxed value of a numeric type, truncated to what the type can hold. Throws Overflow and BadCast. */
    static Object fit(double value, SqlType type) {
        if (type instanceof FloatingType floating) {
            return toFloating(value, floating);
        }
        if (!Double.isFinite(value)) {
            throw EvaluationException.badCast(DoubleText.of(value), type);
        }
        return fit(new BigDecimal(value), type);
    }
}
